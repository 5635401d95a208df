package io.skein.internal.link;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the Aeron client from unmapping the log of a publisher that left while a handler still reads it.
 * <p>
 * The client unmaps an image a fixed linger after it became unavailable, by its clock. A handler may run longer, or the
 * whole process may be stopped meanwhile. It is Skein that gives the client its clock: the guard stops it while a poll
 * that saw the image may still be going on. A clock that stands for longer than the driver waits for a client costs the
 * connection, which comes back by itself, and not the process (docs/adr/0002-close-gate.md).
 */
final class UnmapGuard
{
    private final long settleNs;
    private final long withholdNs;
    private final List<Departure> departures = new ArrayList<>();

    UnmapGuard(final long lingerNs)
    {
        // An operation that began before the departure is visible to this thread long before a quarter of the linger.
        settleNs = lingerNs / 4;
        withholdNs = lingerNs / 2;
    }

    /**
     * An image became unavailable.
     *
     * @param gate  of its subscriber.
     * @param nowNs by the client's clock.
     */
    void onDeparture(final Gate gate, final long nowNs)
    {
        departures.add(new Departure(gate, nowNs));
    }

    /**
     * @param nowNs by {@link System#nanoTime()}.
     * @return whether the client's clock may be set to this time.
     */
    boolean mayAdvance(final long nowNs)
    {
        boolean mayAdvance = true;
        for (int i = departures.size() - 1; i >= 0; i--)
        {
            final Departure departure = departures.get(i);
            final long ageNs = nowNs - departure.timeNs;
            if (ageNs >= settleNs && departure.isOver())
            {
                departures.remove(i);
            }
            else if (ageNs >= withholdNs)
            {
                mayAdvance = false;
            }
        }
        return mayAdvance;
    }

    void clear()
    {
        departures.clear();
    }

    private static final class Departure
    {
        private final Gate gate;
        private final long timeNs;
        private long suspect;

        private Departure(final Gate gate, final long timeNs)
        {
            this.gate = gate;
            this.timeNs = timeNs;
        }

        private boolean isOver()
        {
            final long snapshot = gate.snapshot();
            if (!Gate.isBusy(snapshot) || 0 != suspect && snapshot != suspect)
            {
                return true;
            }
            suspect = snapshot;
            return false;
        }
    }
}
