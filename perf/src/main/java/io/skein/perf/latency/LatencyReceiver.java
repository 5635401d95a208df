package io.skein.perf.latency;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.Subscriber;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.TopicKind;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.OffsetEpochNanoClock;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Receives and records.
 */
final class LatencyReceiver implements Runnable
{
    private static final int LIMIT = 10;
    private static final double NS_PER_SECOND = 1e9;
    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);

    private final LatencySetup setup;
    private final RunState state;
    private final Subscriber subscriber;
    private final IntSupplier poll;
    private final IdleStrategy idle;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NS, 3);
    private final EpochNanoClock clock = new OffsetEpochNanoClock();
    private final long expectedNs;

    LatencyReceiver(final Skein skein, final LatencySetup setup, final RunState state)
    {
        this.setup = setup;
        this.state = state;
        idle = skein.newIdleStrategy();
        expectedNs = setup.isAttached() && setup.ratePerSecond() > 0 ?
            (long)(NS_PER_SECOND / setup.ratePerSecond()) : 0;
        if (TopicKind.TENSOR == setup.topic().kind())
        {
            final TensorSubscriber tensors = skein.addTensorSubscriber(setup.topic(), 0);
            subscriber = tensors;
            poll = () -> tensors.poll(this::onMessage, LIMIT);
        }
        else
        {
            final MessageSubscriber messages = skein.addMessageSubscriber(setup.topic(), 0);
            subscriber = messages;
            poll = () -> messages.poll(this::onMessage, LIMIT);
        }
    }

    /**
     * @return the recorder, to take intervals from.
     */
    SingleWriterRecorder recorder()
    {
        return recorder;
    }

    /**
     * @return how many publishers there are.
     */
    int publisherCount()
    {
        return subscriber.publisherCount();
    }

    /**
     * @return messages that publishers sent and this subscriber did not get.
     */
    long lost()
    {
        return subscriber.stats().lost();
    }

    @Override
    public void run()
    {
        while (!state.isOver())
        {
            idle.idle(poll.getAsInt());
        }
    }

    private void onMessage(final MessageView view)
    {
        final long latencyNs = setup.isAttached() ? sincePublished(view) : System.nanoTime() - view.buffer().getLong(0);
        if (state.isWarm())
        {
            recorder.recordValueWithExpectedInterval(Math.max(0, Math.min(HIGHEST_NS, latencyNs)), expectedNs);
        }
    }

    private long sincePublished(final MessageView view)
    {
        if (MessageView.UNKNOWN_TIME == view.publishTimeNs())
        {
            state.fail(new SkeinException("the messages of topic " + setup.topic().name() +
                " do not say when they were published: set publishTime in the topic of their publisher"));
            return 0;
        }
        return clock.nanoTime() - view.publishTimeNs();
    }
}
