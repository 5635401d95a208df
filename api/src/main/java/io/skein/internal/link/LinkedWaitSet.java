package io.skein.internal.link;

import io.skein.InterruptedWaitException;
import io.skein.idle.WaitSet;
import io.skein.internal.bell.EventIdleStrategy;
import io.skein.internal.bell.Source;
import io.skein.internal.bell.Waitable;
import io.skein.message.Subscriber;
import io.skein.stream.ByteStreamReader;
import org.agrona.concurrent.IdleStrategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Waits on members of one connection.
 */
public final class LinkedWaitSet implements WaitSet
{
    private final Links links;
    private final List<Waitable> members = new ArrayList<>();
    private final List<LinkedTimer> timers = new ArrayList<>();
    private final List<Object> ready = new ArrayList<>();
    private IdleStrategy idle;
    private boolean isTelling;

    /**
     * @param links of the connection.
     */
    public LinkedWaitSet(final Links links)
    {
        this.links = links;
    }

    @Override
    public void add(final Subscriber subscriber)
    {
        addMember(subscriber, subscriber.topic().name());
    }

    @Override
    public void add(final ByteStreamReader reader)
    {
        addMember(reader, reader.topic().name());
    }

    private void addMember(final Object member, final String topic)
    {
        if (!(member instanceof Waitable waitable && waitable.isOf(links)))
        {
            throw new IllegalArgumentException("what receives topic " + topic +
                " is of another Skein: give it a wait set of its own");
        }
        if (!members.contains(waitable))
        {
            members.add(waitable);
            idle = null;
        }
    }

    @Override
    public Timer addTimer(final Duration period)
    {
        if (period.isNegative() || period.isZero())
        {
            throw new IllegalArgumentException("a timer of " + period + ": give more than 0");
        }
        final LinkedTimer timer = new LinkedTimer(period, Timeouts.nanos(period), System.nanoTime());
        timers.add(timer);
        return timer;
    }

    @Override
    public void remove(final Object member)
    {
        timers.removeIf((timer) -> timer == member);
        if (members.removeIf((other) -> other == member))
        {
            idle = null;
        }
    }

    @Override
    public int await(final Duration timeout, final Consumer<Object> handler)
    {
        Objects.requireNonNull(handler, "handler");
        if (isTelling)
        {
            throw new IllegalStateException("await from within its own handler: return from that first");
        }
        final long timeoutNs = Timeouts.nanos(timeout);
        final long startNs = System.nanoTime();
        while (true)
        {
            final long nowNs = System.nanoTime();
            final long leftNs = lookAt(nowNs, timeoutNs - (nowNs - startNs));
            if (!ready.isEmpty())
            {
                return tell(handler);
            }
            if (leftNs <= 0)
            {
                return 0;
            }
            if (Thread.currentThread().isInterrupted())
            {
                throw new InterruptedWaitException("interrupted while waiting on " + members.size() +
                    " subscribers and streams, and " + timers.size() + " timers");
            }
            idleAtMost(leftNs);
        }
    }

    private int tell(final Consumer<Object> handler)
    {
        final int count = ready.size();
        isTelling = true;
        try
        {
            for (int i = 0; i < count; i++)
            {
                handler.accept(ready.get(i));
            }
        }
        finally
        {
            isTelling = false;
        }
        return count;
    }

    /**
     * @return how long nothing but a message can make something ready.
     */
    private long lookAt(final long nowNs, final long leftNs)
    {
        ready.clear();
        long shortestNs = leftNs;
        for (int i = 0; i < members.size(); i++)
        {
            final Waitable member = members.get(i);
            if (member.isReady())
            {
                ready.add(member);
            }
        }
        for (int i = 0; i < timers.size(); i++)
        {
            final LinkedTimer timer = timers.get(i);
            if (timer.isDue(nowNs))
            {
                ready.add(timer);
            }
            shortestNs = Math.min(shortestNs, timer.leftNs(nowNs));
        }
        if (!ready.isEmpty() && null != idle)
        {
            idle.reset();
        }
        return leftNs <= 0 ? leftNs : shortestNs;
    }

    private void idleAtMost(final long leftNs)
    {
        if (null == idle)
        {
            final List<Source> sources = new ArrayList<>();
            members.forEach((member) -> sources.addAll(List.of(member.sources())));
            idle = links.newIdleStrategy(sources.toArray(Source[]::new));
        }
        if (idle instanceof EventIdleStrategy event)
        {
            event.idleAtMost(leftNs);
        }
        else
        {
            idle.idle();
        }
    }

    private static final class LinkedTimer implements Timer
    {
        private final Duration period;
        private final long periodNs;
        private long dueNs;

        private LinkedTimer(final Duration period, final long periodNs, final long nowNs)
        {
            this.period = period;
            this.periodNs = periodNs;
            dueNs = nowNs + periodNs;
        }

        private boolean isDue(final long nowNs)
        {
            if (nowNs - dueNs < 0)
            {
                return false;
            }
            dueNs += periodNs;
            if (nowNs - dueNs >= 0)
            {
                dueNs = nowNs + periodNs;
            }
            return true;
        }

        private long leftNs(final long nowNs)
        {
            return dueNs - nowNs;
        }

        @Override
        public Duration period()
        {
            return period;
        }
    }
}
