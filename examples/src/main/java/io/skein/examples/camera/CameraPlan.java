package io.skein.examples.camera;

import io.skein.examples.picture.Picture;
import io.skein.examples.picture.PictureSize;
import io.skein.idle.WaitStrategy;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import io.skein.topic.TraceOptions;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What all stages of a run must know. Travels to their processes as JSON.
 *
 * @param size        of the frames that the source makes.
 * @param warmup      frames before those that are measured, at most.
 * @param frames      that are measured.
 * @param fps         frames per second of the schedule.
 * @param rehearsalUs how long before each frame one without pixels goes ahead, in microseconds; 0: never.
 * @param filters     stages between source and sink, in their order.
 * @param pictures    folder with pictures to send; null for the test card.
 * @param out         folder for pictures that arrived; null for none.
 * @param isTraced    whether each frame has a trace.
 */
record CameraPlan(
    PictureSize size, int warmup, int frames, double fps, int rehearsalUs, List<FilterKind> filters, String pictures,
    String out, boolean isTraced)
{
    /**
     * Frames that have room in each pool: one that is being written, one in each of two stages, and one to spare.
     */
    static final int FRAMES_UNDER_WAY = 4;

    /**
     * Most stages that a trace has room for.
     */
    static final int MAX_TRACED = TraceOptions.MAX_STAGES + 1;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NS_PER_SECOND = 1e9;
    private static final int INTERVALS = 3;

    /**
     * @return how many stages there are, source and sink included.
     */
    int stages()
    {
        return filters.size() + 2;
    }

    /**
     * @return slots of each pool: while a stage stands still, a rehearsal lies before each frame behind the one there.
     */
    int slots()
    {
        return 0 == rehearsalUs ? FRAMES_UNDER_WAY : 2 * FRAMES_UNDER_WAY - 1;
    }

    int lastStage()
    {
        return stages() - 1;
    }

    /**
     * @param stage of the pipeline, from 0.
     * @return what it does.
     */
    String name(final int stage)
    {
        return 0 == stage ? "source" : stage == lastStage() ? "sink" : filters.get(stage - 1).text();
    }

    /**
     * @param hop from a stage to the next, from 0.
     * @return type of the frames that travel there.
     */
    TensorType type(final int hop)
    {
        TensorType type = TensorType.of(DataType.UINT8, size.height(), size.width(), Picture.COLOURS);
        for (final FilterKind filter : filters.subList(0, hop))
        {
            type = filter.outputType(type);
        }
        return type;
    }

    /**
     * @param stage of the pipeline, from 0.
     * @return whether it sends frames on as they are.
     */
    boolean isForward(final int stage)
    {
        return stage > 0 && stage < lastStage() && FilterKind.FORWARD == filters.get(stage - 1);
    }

    /**
     * @return such as {@code source > forward > sink}.
     */
    String pipeline()
    {
        return IntStream.range(0, stages()).mapToObj(this::name).collect(Collectors.joining(" > "));
    }

    /**
     * @return what the trace of a frame has room for: all hops, and a span of each filter.
     */
    TraceOptions trace()
    {
        return new TraceOptions(stages() - 1, filters.size());
    }

    double intervalNs()
    {
        return NS_PER_SECOND / fps;
    }

    /**
     * @return how long a stage waits for another.
     */
    Duration patience()
    {
        return PATIENCE.plusNanos((long)(INTERVALS * intervalNs()));
    }

    /**
     * The source sleeps between its frames, all others wait for the next one, and one core must stay free of them.
     *
     * @param processors of this machine.
     * @return how the stages wait.
     */
    WaitStrategy waiting(final int processors)
    {
        final boolean canSpin = stages() - 1 <= processors - 1;
        return canSpin ? WaitStrategy.SPIN : processors > 1 ? WaitStrategy.YIELD : WaitStrategy.PARK;
    }
}
