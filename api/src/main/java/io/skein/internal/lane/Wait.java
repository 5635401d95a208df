package io.skein.internal.lane;

import io.skein.ClosedException;
import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.internal.link.Links;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;

/**
 * One thread's wait for room in the log. Allocates nothing until it fails.
 */
final class Wait
{
    private final String topic;
    private final boolean isPooled;
    private final Links links;
    private final IdleStrategy idle;
    private long startNs;
    private long timeoutNs;

    Wait(final Topic topic, final Links links)
    {
        this.topic = topic.name();
        isPooled = null != topic.pool();
        this.links = links;
        idle = links.options().waitStrategy().newIdleStrategy(links.connection().hook());
    }

    void start(final long newTimeoutNs)
    {
        timeoutNs = newTimeoutNs;
        startNs = System.nanoTime();
        idle.reset();
    }

    /**
     * Wait a little after a refusal.
     *
     * @param outcome the refusal.
     */
    void once(final long outcome)
    {
        once(outcome, false);
    }

    /**
     * Wait a little after a refusal.
     *
     * @param outcome the refusal.
     * @param goesOn  whether something was accepted before it: the time counts from then.
     */
    void once(final long outcome, final boolean goesOn)
    {
        if (Outcome.CLOSED == outcome)
        {
            throw new ClosedException("the publisher of topic " + topic + " is closed");
        }
        if (Thread.currentThread().isInterrupted())
        {
            throw new InterruptedWaitException("interrupted while publishing to topic " + topic +
                " (" + Outcome.name(outcome) + ")");
        }
        if (goesOn || Outcome.UNFINISHED == outcome || Outcome.PACED == outcome)
        {
            startNs = System.nanoTime();
        }
        if (Outcome.UNFINISHED == outcome)
        {
            idle.reset();
            return;
        }
        if (System.nanoTime() - startNs >= timeoutNs)
        {
            throw new WaitTimeoutException("topic " + topic + " accepted nothing for " +
                timeoutNs / 1_000_000.0 + " ms: " + explain(outcome));
        }
        idle.idle();
    }

    private String explain(final long outcome)
    {
        if (Outcome.BACK_PRESSURED == outcome)
        {
            return "BACK_PRESSURED, a subscriber reads too slowly; raise the topic's backPressure.timeout or its " +
                "term-length, or set backPressure.policy to drop";
        }
        if (Outcome.NOT_CONNECTED == outcome)
        {
            return "NOT_CONNECTED, nobody subscribes; start a subscriber, call awaitConnected, or set " +
                "backPressure.policy to drop";
        }
        if (Outcome.NO_SLOT == outcome && !isPooled)
        {
            return "NO_SLOT, open claims have all of the topic's chunk.claimMemory, or others the direct memory of " +
                "this JVM; commit or abort them, or raise chunk.claimMemory or -XX:MaxDirectMemorySize";
        }
        if (Outcome.NO_SLOT == outcome)
        {
            return "NO_SLOT, subscribers have yet to read or to release every slot of the pool; raise the topic's " +
                "pool.slots or backPressure.timeout, or set pool.policy to drop or overwrite";
        }
        return Outcome.name(outcome) + ", the media driver is away (" + links.state() + ", " +
            links.connection().aeronDirectory() + ")";
    }
}
