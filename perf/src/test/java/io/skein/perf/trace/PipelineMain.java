package io.skein.perf.trace;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.TraceSpan;
import org.agrona.concurrent.IdleStrategy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Child process: source and middle of a pipeline with traces, or one of them, until stdin ends.
 */
final class PipelineMain
{
    /**
     * The topic that the middle forwards to.
     */
    static final String LAST = "pipeline/1";
    static final String SOURCE = "source";
    static final String MIDDLE = "middle";

    private static final TraceOptions OPTIONS = TraceOptions.of(2);
    private static final SpanName LOOK = SpanName.of("look");
    private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Skein skein;
    private final IdleStrategy idle;

    private PipelineMain(final Skein skein)
    {
        this.skein = skein;
        idle = skein.newIdleStrategy();
    }

    /**
     * @param arguments directory of the driver, and who this is.
     */
    public static void main(final String[] arguments)
    {
        final Thread stop = new Thread(PipelineMain::awaitEnd);
        stop.setDaemon(true);
        stop.start();
        try (Skein skein = Skein.connect(Connection.to(arguments[0])))
        {
            new PipelineMain(skein).run(arguments[1].contains(SOURCE), arguments[1].contains(MIDDLE));
        }
    }

    private static void awaitEnd()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                Thread.onSpinWait();
            }
        }
        catch (final IOException ignore)
        {
            // The parent is gone.
        }
        Runtime.getRuntime().halt(0);
    }

    private void run(final boolean isSource, final boolean isMiddle)
    {
        final Topic first = Topic.message("pipeline/0").trace(OPTIONS);
        final MessageSubscriber subscriber = isMiddle ? skein.addMessageSubscriber(first, 0) : null;
        final MessagePublisher onward =
            isMiddle ? skein.addMessagePublisher(Topic.message(LAST).trace(OPTIONS), Sharing.EXCLUSIVE) : null;
        final MessagePublisher source = isSource ? skein.addMessagePublisher(first, Sharing.EXCLUSIVE) : null;
        final Claim claim = isSource ? source.newClaim() : null;
        System.out.println("READY " + System.nanoTime());
        long dueNs = System.nanoTime();
        while (true)
        {
            int work = 0;
            if (isSource && System.nanoTime() - dueNs >= 0 && source.tryClaim(Long.BYTES, claim) > 0)
            {
                claim.data().putLong(0, dueNs);
                claim.commit();
                dueNs = System.nanoTime() + INTERVAL_NS;
                work = 1;
            }
            if (isMiddle)
            {
                work += subscriber.poll((view) ->
                {
                    final TraceSpan span = view.trace().span(LOOK);
                    span.close();
                    onward.forward(view);
                }, 10);
            }
            idle.idle(work);
        }
    }
}
