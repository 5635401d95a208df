package io.skein.internal.chunk;

import io.skein.internal.wire.MessageReader;
import io.skein.topic.ChunkOptions;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferCounts;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NanoClock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the transfers of all publishers of one subscriber share: limits, memory, the clock, and what is counted. Belongs
 * to the polling thread.
 */
public final class Inbox
{
    /**
     * Most transfers that are open at a time.
     */
    public static final int MAX_OPEN = 64;

    private static final int CHECKS_PER_TIMEOUT = 16;

    final String topic;
    final ChunkOptions options;
    final AssemblyMemory memory;
    final List<Assembly> open = new ArrayList<>();
    Feedback feedback = Feedback.NONE;
    long failed;
    long refused;
    long missed;
    long bytes;

    private final NanoClock clock;
    private final ErrorHandler errors;
    private final boolean isTensor;
    private final Function<MessageReader, Assembly> factory;
    private final List<Assembly> free = new ArrayList<>();
    private Function<Assembly, TransferTarget> receiver = (transfer) -> TransferTarget.ASSEMBLED;
    private long completed;
    private long reaped;
    private long duplicates;
    private long polledNs;
    private long lastPollNs;
    private long lastCheckNs;

    /**
     * @param topic    that is received, for messages.
     * @param isTensor whether tensors are expected, or messages.
     * @param options  of the topic.
     * @param factory  makes an assembly with a reader of headers.
     * @param clock    by which transfers become inactive.
     * @param errors   gets what fails.
     */
    public Inbox(
        final String topic, final boolean isTensor, final ChunkOptions options,
        final Function<MessageReader, Assembly> factory, final NanoClock clock, final ErrorHandler errors)
    {
        this.topic = topic;
        this.isTensor = isTensor;
        this.options = options;
        this.factory = factory;
        this.clock = clock;
        this.errors = errors;
        memory = new AssemblyMemory(options.memory());
        lastPollNs = clock.nanoTime();
    }

    /**
     * @param newReceiver that decides where the bytes of transfers go that begin from now on.
     */
    public void receiver(final Function<Assembly, TransferTarget> newReceiver)
    {
        receiver = newReceiver;
    }

    /**
     * @param newFeedback to publishers.
     */
    public void feedback(final Feedback newFeedback)
    {
        feedback = newFeedback;
    }

    boolean isAnswering()
    {
        return Feedback.NONE != feedback;
    }

    long nowNs()
    {
        return clock.nanoTime();
    }

    /**
     * To be called after every poll: ends what is inactive. The time counts only while somebody polls, so that a pause
     * of this process is not taken for one of the publisher.
     */
    public void polled()
    {
        if (open.isEmpty())
        {
            return;
        }
        final long nowNs = clock.nanoTime();
        final long stepNs = options.timeoutNs() / CHECKS_PER_TIMEOUT;
        polledNs += Math.min(Math.max(0, nowNs - lastPollNs), stepNs);
        lastPollNs = nowNs;
        if (polledNs - lastCheckNs >= stepNs)
        {
            lastCheckNs = polledNs;
            endInactive();
        }
    }

    private void endInactive()
    {
        for (int i = open.size() - 1; i >= 0; i--)
        {
            final Assembly assembly = open.get(i);
            if (assembly.isTouched)
            {
                assembly.isTouched = false;
                assembly.lastSliceNs = polledNs;
            }
            else if (polledNs - assembly.lastSliceNs >= options.timeoutNs())
            {
                ++reaped;
                assembly.owner.fail(assembly, Reason.INACTIVE, "no slice has come for chunk.timeout=" +
                    options.timeoutNs() / 1_000_000 + " ms; raise it if the publisher is that slow", null);
            }
        }
    }

    /**
     * The subscriber is closed, and nobody polls any more.
     */
    public void close()
    {
        for (int i = open.size() - 1; i >= 0; i--)
        {
            final Assembly assembly = open.get(i);
            assembly.owner.fail(assembly, Reason.SUBSCRIBER_CLOSED, "the subscriber was closed", null);
        }
        memory.trim();
    }

    /**
     * @return what has been seen until now.
     */
    public TransferCounts counts()
    {
        return new TransferCounts(
            completed, failed, reaped, refused, missed, bytes, duplicates, open.size(), memory.allocated());
    }

    /**
     * A complete transfer has been delivered.
     *
     * @param assembly from {@link ImageTransfers#apply}.
     */
    public void delivered(final Assembly assembly)
    {
        ++completed;
        release(assembly);
    }

    Assembly take()
    {
        return free.isEmpty() ? factory.apply(MessageReader.detached(isTensor)) : free.remove(free.size() - 1);
    }

    /**
     * Not open, or not any more.
     */
    void release(final Assembly assembly)
    {
        duplicates += assembly.duplicates;
        if (null != assembly.memory)
        {
            memory.giveBack(assembly.memory);
        }
        assembly.end();
        free.add(assembly);
    }

    void opened(final Assembly assembly)
    {
        if (open.isEmpty())
        {
            lastPollNs = clock.nanoTime();
        }
        assembly.lastSliceNs = polledNs;
        open.add(assembly);
    }

    TransferTarget accept(final Assembly assembly)
    {
        return receiver.apply(assembly);
    }

    void report(final Throwable error)
    {
        errors.onError(error);
    }

    /**
     * Tell a target; what it throws is told to the user, and changes nothing.
     */
    void tellFailed(final TransferTarget target, final IncomingTransfer transfer, final TransferException failure)
    {
        try
        {
            target.failed(transfer, failure);
        }
        catch (final RuntimeException ex)
        {
            report(ex);
        }
    }
}
