package io.skein.perf.latency;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.perf.attach.RunState;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import org.agrona.concurrent.IdleStrategy;

import java.time.Duration;

/**
 * Sends on schedule, whatever became of the message before. Each carries when it should have left.
 */
final class LatencySender implements Runnable
{
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TensorPublisher publisher;
    private final TensorClaim claim;
    private final TensorType type;
    private final IdleStrategy idle;
    private final SendSchedule schedule;
    private final RunState state;

    LatencySender(final Skein skein, final LatencySetup setup, final RunState state, final SendSchedule schedule)
    {
        this.state = state;
        this.schedule = schedule;
        publisher = skein.addTensorPublisher(setup.topic(), Sharing.EXCLUSIVE);
        claim = publisher.newClaim();
        type = TensorType.of(DataType.UINT8, setup.sizeBytes());
        idle = skein.newIdleStrategy();
    }

    @Override
    public void run()
    {
        publisher.awaitConnected(PATIENCE);
        schedule.start(System.nanoTime());
        long index = 0;
        while (send(schedule.dueNs(index)))
        {
            ++index;
        }
    }

    /**
     * @return whether the next one is to follow. What was due before the end is sent, if that is possible.
     */
    private boolean send(final long dueNs)
    {
        idle.reset();
        while (System.nanoTime() - dueNs < 0 && !state.isOver())
        {
            idle.idle(0);
        }
        if (state.isOver() && dueNs - state.endNs() >= 0)
        {
            return false;
        }
        while (publisher.tryClaim(type, claim) <= 0)
        {
            if (state.isOver() && System.nanoTime() - state.endNs() > LatencyReceiver.GRACE_NS)
            {
                return false;
            }
            idle.idle(0);
        }
        claim.data().putLong(0, dueNs);
        claim.commit();
        return true;
    }
}
