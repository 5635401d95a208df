package io.skein.perf.trace;

import io.skein.Skein;
import io.skein.perf.attach.RunState;
import io.skein.perf.attach.TopicListener;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import org.agrona.concurrent.IdleStrategy;

/**
 * Receives and records.
 */
final class TraceReceiver implements Runnable
{
    private final RunState state;
    private final TopicListener listener;
    private final IdleStrategy idle;

    TraceReceiver(final Skein skein, final Topic topic, final RunState state, final TraceTally tally)
    {
        this.state = state;
        idle = skein.newIdleStrategy();
        // How much room there is in a trace is its publishers' affair; that it is read, this subscriber's.
        listener = new TopicListener(skein, topic.trace(TraceOptions.of(1).spans(0)),
            (view) -> tally.add(view.trace(), state.isWarm()));
    }

    TopicListener listener()
    {
        return listener;
    }

    @Override
    public void run()
    {
        while (!state.isOver())
        {
            idle.idle(listener.poll());
        }
    }
}
