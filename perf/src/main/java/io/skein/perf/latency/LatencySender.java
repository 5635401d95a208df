package io.skein.perf.latency;

import io.skein.Sharing;
import io.skein.Skein;
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
    private static final double NS_PER_SECOND = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TensorPublisher publisher;
    private final TensorClaim claim;
    private final TensorType type;
    private final IdleStrategy idle;
    private final double intervalNs;
    private final RunState state;

    LatencySender(final Skein skein, final LatencySetup setup, final RunState state)
    {
        this.state = state;
        publisher = skein.addTensorPublisher(setup.topic(), Sharing.EXCLUSIVE);
        claim = publisher.newClaim();
        type = TensorType.of(DataType.UINT8, setup.sizeBytes());
        idle = skein.newIdleStrategy();
        intervalNs = NS_PER_SECOND / setup.ratePerSecond();
    }

    @Override
    public void run()
    {
        publisher.awaitConnected(PATIENCE);
        final long startNs = System.nanoTime();
        for (long i = 0; !state.isOver(); i++)
        {
            send(startNs + (long)(i * intervalNs));
        }
    }

    private void send(final long dueNs)
    {
        idle.reset();
        while (System.nanoTime() - dueNs < 0 && !state.isOver())
        {
            idle.idle(0);
        }
        while (publisher.tryClaim(type, claim) <= 0)
        {
            if (state.isOver())
            {
                return;
            }
            idle.idle(0);
        }
        claim.data().putLong(0, dueNs);
        claim.commit();
    }
}
