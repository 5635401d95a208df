package io.skein.perf.soak;

import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code ./skein soak}: is the pool lane right, on this machine, whatever happens?
 */
@Command(
    name = "soak",
    header = "Verify the pool lane while its processes are killed and stopped.",
    description = "%nPublishers, forwarders and subscribers exchange frames with checksums. They are killed with a " +
        "slot on loan, in a handler, while they retain, and stopped and continued; what was killed is started again. " +
        "Every byte of every frame is verified, and every slot must be free when all is calm. Fails unless a fault " +
        "was injected, no valid frame had wrong bytes, and no slot and no pool was left.",
    sortOptions = false)
final class SoakCommand implements Callable<Integer>
{
    private static final int MIN_SLOTS = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", defaultValue = "1", paramLabel = "N",
        description = "How long to inject faults (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", paramLabel = "N",
        description = "Of what is done to whom and when (default: another one each time; it is printed).")
    private Long seed;

    @Option(names = "--slots", defaultValue = "8", paramLabel = "N",
        description = "Slots of each pool, 4 or more (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--size", defaultValue = "65536", paramLabel = "BYTES",
        description = "Bytes of a frame, a multiple of 8, 64 or more (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--driver", description = "Kill the driver as well, now and then.")
    private boolean restartsDriver;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE.")
    private Path json;

    @Override
    public Integer call() throws IOException
    {
        require(minutes > 0 && minutes <= 1e6, "--minutes", minutes, "more than 0, up to 1e6");
        require(slots >= MIN_SLOTS && slots <= 1_024, "--slots", slots, MIN_SLOTS + " to 1024");
        require(size >= SoakFrame.MIN_LENGTH && 0 == size % Long.BYTES, "--size", size,
            "a multiple of 8, " + SoakFrame.MIN_LENGTH + " or more");
        JsonFile.check(json);
        final SoakOptions options = new SoakOptions(
            minutes, null == seed ? System.nanoTime() & 0xFF_FFFF : seed, slots, size, restartsDriver);
        final SoakLog log = new SoakLog(spec.commandLine().getOut());
        log.start(options);
        try (StopSignal stop = StopSignal.install(); SoakCast cast = new SoakCast(options))
        {
            cast.start();
            final SoakResult result = new Soak(options, cast, log).run();
            log.result(result);
            if (null != json)
            {
                JsonFile.write(json, SoakLog.json(result));
            }
            return result.isGood() && !stop.isRaised() ? ExitCodes.OK : ExitCodes.FAILED;
        }
        catch (final InterruptedException ex)
        {
            return ExitCodes.FAILED;
        }
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
