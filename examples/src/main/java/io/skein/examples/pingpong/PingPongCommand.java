package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.driver.DriverCommand;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import io.skein.tool.JsonFile;
import io.skein.tool.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * {@code ./skein pingpong}.
 */
@Command(
    name = "pingpong",
    header = "Send tensors there and back, verify every byte, show the round trips.",
    description = {
        PingPongCommand.ROLES,
        "%nOn two hosts give both sides the same two addresses:",
        "  --channel       aeron:udp?endpoint=PONG-HOST:24325",
        "  --reply-channel aeron:udp?endpoint=PING-HOST:24326"},
    sortOptions = false)
final class PingPongCommand implements Callable<Integer>
{
    static final String ROLES = "%nAlone, it runs both sides on an embedded driver. As two processes: pong first, " +
        "then ping, either over UDP, where each side has an embedded driver of its own, or over any channel on a " +
        "driver that runs already (./skein driver; --aeron-dir if it was given one).";

    private static final Pattern SHAPE = Pattern.compile("(-?[0-9]+(,-?[0-9]+)*)?");
    private static final long BYTES_PER_RUN = 1L << 30;
    private static final long MOST_MESSAGES = 200_000;
    private static final long FEWEST_MESSAGES = 100;
    private static final double SCHEDULED_SECONDS = 5;
    private static final double MAX_RATE = 1e9;
    private static final long MAX_WAIT_S = 86_400;
    private static final List<String> OF_PING = List.of(
        "--shape", "--type", "--messages", "--warmup", "--rate", "--image", "--out", "--hgrm", "--json");

    @Option(names = "--role", paramLabel = "ROLE", defaultValue = "both",
        description = "both, ping or pong; default ${DEFAULT-VALUE}.")
    private Role role;

    @Option(names = "--channel", paramLabel = "ipc|udp|URI", defaultValue = Routes.IPC,
        description = "From ping to pong: ipc, udp (loopback) or an Aeron URI; default ${DEFAULT-VALUE}.")
    private String channel;

    @Option(names = "--reply-channel", paramLabel = "URI", description = "From pong to ping, when --channel is a URI.")
    private String replyChannel;

    @Option(names = "--aeron-dir", paramLabel = "DIR", description = "Directory of a driver that runs already.")
    private Path aeronDirectory;

    @Option(names = "--shape", paramLabel = "N,N..", defaultValue = "64",
        description = "Elements per dimension, up to 8 dimensions; default ${DEFAULT-VALUE}.")
    private String shape;

    @Option(names = "--type", paramLabel = "TYPE", defaultValue = "float32",
        description = "Of an element, such as uint8 or float16; default ${DEFAULT-VALUE}.")
    private String typeName;

    @Option(names = "--messages", paramLabel = "N",
        description = "Round trips; default 100 to 200000 by size, or 5 s with --rate.")
    private Long messages;

    @Option(names = "--warmup", paramLabel = "N", description = "Round trips before these; default: for one second.")
    private Long warmup;

    @Option(names = "--rate", paramLabel = "PER_S",
        description = "Send by schedule, and count latency from when a message should have left; " +
            "default: one message at a time.")
    private Double rate;

    @Option(names = "--image", paramLabel = "FILE", description = "Send this PNG or JPEG as uint8[height,width,3].")
    private Path image;

    @Option(names = "--out", paramLabel = "FILE.png", description = "Write the picture that came back.")
    private Path out;

    @Option(names = "--hgrm", paramLabel = "FILE", description = "Write percentiles as HdrHistogram does.")
    private Path hgrm;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results.")
    private Path json;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
        description = "Longest wait for the other side; default ${DEFAULT-VALUE}.")
    private long waitSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        checkCombinations();
        final Routes routes = routes();
        final TensorType type = type();
        final Duration wait = Duration.ofSeconds(within("--wait", waitSeconds, 1, MAX_WAIT_S));
        checkNumbers();
        for (final Path file : new Path[]{out, hgrm, json})
        {
            JsonFile.check(file);
        }
        final Content content = Role.PONG == role ? null :
            null == image ? Content.pattern(type) : Content.picture(image);
        final PingPlan plan = new PingPlan(messages(content), null == warmup ? PingPlan.WARM_UP_BY_TIME : warmup,
            null == rate ? 0 : rate, wait);
        final PingPongSetup setup = new PingPongSetup(role, routes, directory(routes), plan, content, null != image,
            new PingPongSetup.Outputs(out, hgrm, json));
        return new PingPong(setup, spec.commandLine().getOut(), spec.commandLine().getErr(),
            Terminal.ofThisProcess()).run();
    }

    private void checkCombinations()
    {
        for (final String option : OF_PING)
        {
            if (Role.PONG == role && isGiven(option))
            {
                throw usage(option + " has no meaning with --role pong: give it to ping");
            }
        }
        if (null != out && null == image)
        {
            throw usage("--out writes the picture that came back: give one with --image");
        }
        if (null != image && (isGiven("--shape") || isGiven("--type")))
        {
            throw usage("--image says the shape and the type: leave out --shape and --type");
        }
    }

    private void checkNumbers()
    {
        if (null != messages)
        {
            within("--messages", messages, 1, Long.MAX_VALUE);
        }
        if (null != warmup)
        {
            within("--warmup", warmup, 0, Long.MAX_VALUE);
        }
        if (null != rate && !(rate > 0 && rate <= MAX_RATE))
        {
            throw usage("--rate is " + rate + ": give more than 0 and at most 1e9 messages per second");
        }
    }

    private long within(final String option, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            final String range = min + (Long.MAX_VALUE == max ? " or more" : " to " + max);
            throw usage(option + " is " + value + ": give " + range);
        }
        return value;
    }

    private Routes routes()
    {
        try
        {
            final Routes routes = new Routes(channel, replyChannel);
            routes.ping(null);
            routes.pong(null);
            return routes;
        }
        catch (final ConfigurationException ex)
        {
            throw usage(ex.getMessage());
        }
    }

    private TensorType type()
    {
        try
        {
            DataType.parse(typeName);
            if (!SHAPE.matcher(shape).matches())
            {
                throw usage("--shape is '" + shape + "': give dimensions such as 64 or 480,640,3");
            }
            final TensorType type = TensorType.parse(typeName + '[' + shape + ']');
            final int limit = Routes.MAX_MESSAGE_BYTES - Routes.HEADER_BYTES;
            if (type.sizeBytes() > limit)
            {
                throw usage("--shape " + shape + " of " + typeName + " is " + type.sizeBytes() +
                    " bytes: the limit is " + limit + ", one Aeron message");
            }
            return type;
        }
        catch (final IllegalArgumentException ex)
        {
            throw usage(ex.getMessage());
        }
    }

    private long messages(final Content content)
    {
        if (null != messages || null == content)
        {
            return null == messages ? 0 : messages;
        }
        if (null != rate)
        {
            return Math.max(1, (long)(rate * SCHEDULED_SECONDS));
        }
        final long bySize = BYTES_PER_RUN / Math.max(1, content.length());
        return Math.max(FEWEST_MESSAGES, Math.min(MOST_MESSAGES, bySize));
    }

    /**
     * Two processes that talk through shared memory need one driver.
     */
    private Path directory(final Routes routes)
    {
        return null == aeronDirectory && Role.BOTH != role && routes.isIpc() ?
            DriverCommand.defaultAeronDirectory() : aeronDirectory;
    }

    private boolean isGiven(final String option)
    {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private ParameterException usage(final String message)
    {
        return new ParameterException(spec.commandLine(), message);
    }
}
