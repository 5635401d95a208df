package io.skein.internal.link;

import io.aeron.Aeron;

/**
 * The part of a publisher or subscriber that must be made anew when the driver changes. All methods are called by the
 * {@link ClientSupervisor}'s thread.
 */
interface Link
{
    /**
     * @return the gate before everything that the Aeron client maps for this link.
     */
    Gate gate();

    /**
     * A driver is there: ask it for what is needed. The gate is not open.
     *
     * @param aeron client to use until {@link #onDisconnected()}.
     */
    void onConnected(Aeron aeron);

    /**
     * Called every few milliseconds while connected.
     *
     * @param nowNs by {@link System#nanoTime()}.
     * @return work done.
     */
    int doWork(long nowNs);

    /**
     * Asked after the gate was closed, with nothing in flight, while the client is there.
     *
     * @return whether there is nothing left to do before {@link #onClosed()}; asked again otherwise.
     */
    default boolean hasEnded()
    {
        return true;
    }

    /**
     * The Aeron client is gone, and nothing is in flight any more. The gate is not open.
     */
    void onDisconnected();

    /**
     * Nothing is in flight any more, and nothing will be: give back what the Aeron client holds.
     */
    void onClosed();
}
