package io.skein.perf.latency;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.internal.lane.PublishClock;
import io.skein.message.MessageView;
import io.skein.perf.attach.RunState;
import io.skein.perf.attach.TopicListener;
import io.skein.topic.TraceOptions;
import io.skein.trace.Stamp;
import io.skein.trace.TraceView;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;

import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * Receives and records.
 */
final class LatencyReceiver implements Runnable
{
    /**
     * What was due before the end may come so much later.
     */
    static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LatencySetup setup;
    private final RunState state;
    private final SendSchedule schedule;
    private final LatencyTally tally;
    private final TopicListener listener;
    private final IdleStrategy idle;
    private final EpochNanoClock wallClock = PublishClock.ofThisHost();
    private final Int2ObjectHashMap<PublisherSchedule> publishers = new Int2ObjectHashMap<>();
    private long next;
    private long turns;

    /**
     * @param skein    to receive with.
     * @param setup    of the run.
     * @param state    of the run.
     * @param schedule of its own sender, unless attached.
     */
    LatencyReceiver(final Skein skein, final LatencySetup setup, final RunState state, final SendSchedule schedule)
    {
        this.setup = setup;
        this.state = state;
        this.schedule = schedule;
        tally = new LatencyTally(state);
        idle = skein.newIdleStrategy();
        listener = new TopicListener(skein,
            setup.isAttached() ? setup.topic().trace(TraceOptions.of(1).spans(0)) : setup.topic(),
            setup.isAttached() ? this::onOther : this::onOwn);
    }

    LatencyTally tally()
    {
        return tally;
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
        tally.end();
        while (next < schedule.dueBefore(state.endNs()) && System.nanoTime() - state.endNs() < GRACE_NS)
        {
            idle.idle(listener.poll());
        }
        end();
    }

    private void end()
    {
        final long nowNs = System.nanoTime();
        final long missing = schedule.dueBefore(state.endNs()) - next;
        if (missing > 0)
        {
            tally.unreceived(schedule.dueNs(next), setup.intervalNs(), missing, nowNs);
        }
        // A publisher that is gone has nothing more to send; as many as there still are have been heard last.
        final long wallNs = wallClock.nanoTime();
        int left = listener.publisherCount();
        for (final PublisherSchedule publisher : publishers.values().stream()
            .sorted(Comparator.comparingLong(PublisherSchedule::heard).reversed()).toList())
        {
            publisher.end(nowNs, wallNs, left > 0 ? GRACE_NS : 0);
            --left;
        }
    }

    private void onOwn(final MessageView view)
    {
        final long dueNs = view.buffer().getLong(0);
        tally.message(System.nanoTime() - dueNs);
        next = schedule.index(dueNs) + 1;
    }

    private void onOther(final MessageView view)
    {
        final TraceView trace = view.trace();
        final int hop = trace.hopCount() - 1;
        if (hop >= 0 && trace.publisherHost(hop) == trace.receiverHost(hop))
        {
            add(view, trace.timeNs(hop, Stamp.PUBLISHED), trace.timeNs(hop, Stamp.RECEIVED), false);
        }
        else if (MessageView.UNKNOWN_TIME == view.publishTimeNs())
        {
            state.fail(new SkeinException("the messages of topic " + setup.topic().name() + (hop >= 0 ?
                " come from another host, and have the time of its clock alone: set publishTime" :
                " do not say when they were published: set trace or publishTime") +
                " in the topic of their publisher"));
        }
        else
        {
            add(view, view.publishTimeNs(), wallClock.nanoTime(), true);
            tally.byWallClock();
        }
    }

    private void add(final MessageView view, final long publishedNs, final long nowNs, final boolean isWallClock)
    {
        if (0 == setup.ratePerSecond())
        {
            tally.message(nowNs - publishedNs);
            return;
        }
        PublisherSchedule publisher = publishers.get(view.sessionId());
        if (null == publisher)
        {
            publisher = new PublisherSchedule(setup.intervalNs(), tally);
            publishers.put(view.sessionId(), publisher);
        }
        publisher.add(++turns, publishedNs, nowNs, isWallClock);
    }
}
