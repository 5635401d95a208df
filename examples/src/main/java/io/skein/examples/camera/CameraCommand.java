package io.skein.examples.camera;

import io.skein.examples.picture.PictureSize;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.StopSignal;
import io.skein.tool.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./skein camera}.
 */
@Command(
    name = "camera",
    header = "Stream frames from a source through filters to a sink, check every byte, show the time on the way.",
    description = {
        "%nThe source draws a test card, or takes pictures from a folder, straight into shared memory; filters send " +
            "frames on where they lie, or make new ones; the sink reads every byte. A frame without room before " +
            "the next one is due is dropped and counted.",
        "%nTransport is what lies between the stages: from just before a stage sends a frame to the moment when the " +
            "handler of the next one is entered. Drawing, filtering and checking are not in it."},
    sortOptions = false)
final class CameraCommand implements Callable<Integer>
{
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})[xX]([0-9]{1,5})");
    private static final PictureSize DEFAULT_SIZE = new PictureSize(3840, 2160);
    private static final long MAX_FRAME_BYTES = (2L << 30) - (8 << 10);
    private static final int DEFAULT_STAGES = 3;
    private static final int MAX_STAGES = 16;
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_REHEARSAL_US = 1_000_000;
    private static final double MIN_FPS = 0.1;
    private static final double MAX_FPS = 10_000;

    @Option(names = "--images", paramLabel = "DIR",
        description = "Send the PNG and JPEG pictures of this folder, by name, again and again; default: a test card.")
    private Path images;

    @Option(names = "--size", paramLabel = "WxH",
        description = "Of the frames; default 3840x2160, or that of the pictures.")
    private String size;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "150",
        description = "Frames to measure; default ${DEFAULT-VALUE}.")
    private int frames;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "20000",
        description = "Frames before, most without pixels, for 5 s at most; default ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--fps", paramLabel = "R", defaultValue = "30",
        description = "Frames per second, by schedule; default ${DEFAULT-VALUE}.")
    private double fps;

    @Option(names = "--rehearsal", paramLabel = "US", defaultValue = "1000",
        description = "Let a frame without pixels go ahead of each frame, this many microseconds before, so that its " +
            "way is not cold; 0 for none; default ${DEFAULT-VALUE}.")
    private int rehearsal;

    @Option(names = "--stages", paramLabel = "N",
        description = "Source and sink included, 2 to 16; default 3, or what --filter needs.")
    private Integer stages;

    @Option(names = "--filter", paramLabel = "F", split = ",",
        description = "Between source and sink: forward (default), grey or blur; one for each stage, or one for all.")
    private List<FilterKind> filters;

    @Option(names = "--processes", description = "Each stage in a process of its own; default: in a thread.")
    private boolean hasProcesses;

    @Option(names = "--trace",
        description = "Let a trace travel with each frame, and show what it says: up to 9 stages.")
    private boolean isTraced;

    @Option(names = "--out", paramLabel = "DIR",
        description = "Write frames that arrived as PNG when the stream has ended: up to 5, evenly spaced from the " +
            "first to the last.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        checkNumbers();
        final List<FilterKind> pipeline = pipeline();
        if (isTraced && pipeline.size() + 2 > CameraPlan.MAX_TRACED)
        {
            throw usage("--trace with " + (pipeline.size() + 2) + " stages: give at most " + CameraPlan.MAX_TRACED);
        }
        PictureSize frameSize = null == size ? null : size();
        JsonFile.check(json);
        if (null != images)
        {
            frameSize = PictureFolder.open(images, frameSize, Runtime.getRuntime().maxMemory() / 2).size();
        }
        frameSize = null == frameSize ? DEFAULT_SIZE : frameSize;
        checkOut();
        final CameraPlan plan = new CameraPlan(
            frameSize, warmup, frames, fps, rehearsal, pipeline, text(images), text(out), isTraced);
        try (StopSignal stop = StopSignal.install())
        {
            final CameraResult result = new CameraRun(plan, hasProcesses, spec.commandLine().getOut(),
                spec.commandLine().getErr(), Terminal.ofThisProcess()).run(stop);
            if (result.isComplete())
            {
                final CameraReport report = new CameraReport(result);
                report.print(spec.commandLine().getOut());
                report.write(json);
                report.check();
            }
            else
            {
                spec.commandLine().getErr().println("skein camera: stopped before all stages had reported");
            }
            return result.isStopped() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
        }
    }

    private void checkNumbers()
    {
        if (frames < 1 || frames > MAX_FRAMES)
        {
            throw usage("--frames is " + frames + ": give 1 to " + MAX_FRAMES);
        }
        if (warmup < 0 || warmup > MAX_FRAMES)
        {
            throw usage("--warmup is " + warmup + ": give 0 to " + MAX_FRAMES);
        }
        if (!(fps >= MIN_FPS && fps <= MAX_FPS))
        {
            throw usage("--fps is " + fps + ": give " + MIN_FPS + " to " + (int)MAX_FPS + " frames per second");
        }
        if (rehearsal < 0 || rehearsal > MAX_REHEARSAL_US)
        {
            throw usage("--rehearsal is " + rehearsal + ": give 0 to " + MAX_REHEARSAL_US + " microseconds");
        }
        if (null != stages && (stages < 2 || stages > MAX_STAGES))
        {
            throw usage("--stages is " + stages + ": give 2 to " + MAX_STAGES + ", source and sink included");
        }
    }

    private List<FilterKind> pipeline()
    {
        if (null == filters)
        {
            return Collections.nCopies((null == stages ? DEFAULT_STAGES : stages) - 2, FilterKind.FORWARD);
        }
        if (null == stages || stages - 2 == filters.size())
        {
            if (filters.size() > MAX_STAGES - 2)
            {
                throw usage("--filter has " + filters.size() + " filters: give at most " + (MAX_STAGES - 2));
            }
            return List.copyOf(filters);
        }
        if (1 == filters.size() && stages > 2)
        {
            return Collections.nCopies(stages - 2, filters.get(0));
        }
        throw usage("--filter has " + filters.size() + " filters, but --stages " + stages + " has " + (stages - 2) +
            " between source and sink: give as many, or one for all");
    }

    private PictureSize size()
    {
        final Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches())
        {
            throw usage("--size is '" + size + "': give width and height such as 1920x1080");
        }
        final PictureSize parsed =
            new PictureSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        if (0 == parsed.sizeBytes() || parsed.sizeBytes() > MAX_FRAME_BYTES)
        {
            throw usage("--size " + size + " is " + parsed.sizeBytes() + " bytes of red, green and blue: give 1 to " +
                MAX_FRAME_BYTES);
        }
        return parsed;
    }

    private void checkOut() throws IOException
    {
        if (null != out)
        {
            if (Files.exists(out) && !Files.isDirectory(out))
            {
                throw new NotDirectoryException(out.toString());
            }
            Files.createDirectories(out);
            if (!Files.isWritable(out))
            {
                throw new AccessDeniedException(out.toString());
            }
        }
    }

    private static String text(final Path path)
    {
        return null == path ? null : path.toAbsolutePath().toString();
    }

    private ParameterException usage(final String message)
    {
        return new ParameterException(spec.commandLine(), message);
    }
}
