package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;

import java.time.Duration;

/**
 * Child process: the source, the middle or the end of a pipeline with traces. The end says what it saw.
 */
final class TraceMain
{
    static final int FRAMES = 200;
    private static final int SIZE = 100_000;
    private static final TensorType TYPE = TensorType.of(DataType.UINT8, SIZE);
    private static final TraceOptions OPTIONS = TraceOptions.of(3);
    private static final SpanName LOOK = SpanName.of("look");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TraceMain()
    {
    }

    public static void main(final String[] arguments)
    {
        try (Skein skein = Skein.connect(Connection.to(arguments[1]), Events.PATIENT))
        {
            switch (arguments[0])
            {
                case "source" -> source(skein);
                case "stage" -> stage(skein);
                default -> sink(skein);
            }
        }
    }

    private static Topic topic(final int hop)
    {
        final Topic topic = Topic.tensor("trace/" + hop).trace(OPTIONS);
        return 0 == hop ? topic.pool(PoolOptions.of(4, SIZE).threshold(0)) : topic;
    }

    private static void source(final Skein skein)
    {
        final TensorPublisher publisher = skein.addTensorPublisher(topic(0), Sharing.EXCLUSIVE);
        publisher.awaitConnected(PATIENCE);
        for (int i = 0; i < FRAMES; i++)
        {
            try (TensorClaim claim = publisher.claim(TYPE, PATIENCE))
            {
                claim.data().putLong(0, i);
                claim.commit();
            }
        }
        System.out.println("SENT " + System.nanoTime());
    }

    private static void stage(final Skein skein)
    {
        final TensorPublisher publisher = skein.addTensorPublisher(topic(1), Sharing.EXCLUSIVE);
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic(0), 0);
        System.out.println("READY");
        publisher.awaitConnected(PATIENCE);
        final long[] handled = new long[2];
        subscriber.onTraced((trace) ->
        {
            ++handled[0];
            handled[1] += trace.timeNs(0, Stamp.HANDLER_END) >= trace.timeNs(0, Stamp.HANDLER_START) ? 1 : 0;
        });
        Await.until("all frames are forwarded", () ->
        {
            subscriber.poll((view) ->
            {
                try (TraceSpan span = view.trace().span(LOOK))
                {
                    if (null == span || 0 != view.buffer().getByte(SIZE - 1))
                    {
                        throw new IllegalStateException("frame " + view.sequence());
                    }
                }
                Await.until("a frame is accepted", () -> publisher.forward(view) > 0);
            }, 1);
            return FRAMES == handled[0];
        });
        System.out.println("HANDLED " + handled[1]);
    }

    private static void sink(final Skein skein)
    {
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic(1), 0);
        System.out.println("READY");
        final long[] counts = new long[2];
        final StringBuilder wrong = new StringBuilder();
        Await.until("all frames have come", () ->
        {
            subscriber.poll((view) ->
            {
                ++counts[0];
                final String problem = problem(view, counts[1]);
                counts[1] = view.trace().timeNs(0, Stamp.PUBLISHED);
                if (null != problem)
                {
                    wrong.append(problem).append("; ");
                }
            }, 1);
            return FRAMES == counts[0];
        });
        System.out.println("TRACED " + counts[0] + " WRONG " + (wrong.isEmpty() ? "none" : wrong));
    }

    /**
     * @return what is wrong with a trace of two hops, through a process in between, or null.
     */
    private static String problem(final TensorView view, final long beforeNs)
    {
        final TraceView trace = view.trace();
        if (2 != trace.hopCount() || 1 != trace.spanCount() || 0 != trace.lostHops() + trace.lostSpans())
        {
            return view.sequence() + ": " + trace.hopCount() + " hops, " + trace.spanCount() + " spans";
        }
        final long[] inOrder = {
            beforeNs, trace.timeNs(0, Stamp.PUBLISHED), trace.timeNs(0, Stamp.IN_LOG), trace.timeNs(0, Stamp.RECEIVED),
            trace.timeNs(0, Stamp.HANDLER_START), trace.spanStartNs(0), trace.spanEndNs(0),
            trace.timeNs(0, Stamp.FORWARDED), trace.timeNs(1, Stamp.PUBLISHED), trace.timeNs(1, Stamp.IN_LOG),
            trace.timeNs(1, Stamp.RECEIVED), trace.timeNs(1, Stamp.HANDLER_START), System.nanoTime()};
        for (int i = 1; i < inOrder.length; i++)
        {
            if (inOrder[i] < inOrder[i - 1])
            {
                return view.sequence() + ": time " + i + " is " + (inOrder[i - 1] - inOrder[i]) + " ns too early";
            }
        }
        return trace.publisherHost(0) == trace.receiverHost(1) && "look".equals(trace.spanName(0)) ? null :
            view.sequence() + ": host or span";
    }
}
