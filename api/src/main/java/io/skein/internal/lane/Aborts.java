package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.wire.TransferForm;
import io.skein.sbe.AbortReason;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What subscribers are told of transfers that end before their end: now, or when the log has room.
 */
final class Aborts
{
    private static final byte[] CLOSED = "its publisher was closed".getBytes(StandardCharsets.UTF_8);

    private final PublicationLink link;
    private final FanOut fanOut;
    private final int localChannel;
    private final BufferClaim claim = new BufferClaim();
    private final Queue<Pending> pending = new ArrayDeque<>();
    private final List<OutgoingTransfer> underWay = new ArrayList<>();
    private volatile boolean arePending;

    /**
     * @param link         of the publisher.
     * @param fanOut       when the topic has several channels, or null.
     * @param localChannel that knows nothing of what goes in slices only to other hosts.
     */
    Aborts(final PublicationLink link, final FanOut fanOut, final int localChannel)
    {
        this.localChannel = localChannel;
        this.link = link;
        this.fanOut = fanOut;
    }

    /**
     * @param transfer of which subscribers know from now on.
     */
    void begun(final OutgoingTransfer transfer)
    {
        if (!underWay.contains(transfer))
        {
            underWay.add(transfer);
        }
    }

    /**
     * @param transfer that is complete, or that the subscribers have ended.
     */
    void ended(final OutgoingTransfer transfer)
    {
        underWay.remove(transfer);
    }

    /**
     * The publisher is closed: nothing that is under way will be completed.
     */
    void addAll()
    {
        while (!underWay.isEmpty())
        {
            add(underWay.get(0), AbortReason.CLOSED.value(), CLOSED);
        }
    }

    /**
     * @param transfer that is not done.
     * @param reason   code of {@link io.skein.sbe.AbortReason}.
     * @param text     in UTF-8.
     */
    void add(final OutgoingTransfer transfer, final int reason, final byte[] text)
    {
        final ExclusivePublication publication = link.first();
        underWay.remove(transfer);
        if (transfer.isKnownTo(publication))
        {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[TransferForm.MAX_ABORT]);
            final int length = TransferForm.putAbort(message, 0, transfer.id, reason, text);
            message.wrap(message, 0, length);
            pending.add(new Pending(publication, message, null == transfer.loan ? FanOut.NONE : localChannel));
            arePending = true;
            flush();
        }
    }

    /**
     * @return whether subscribers have yet to be told of one. From any thread.
     */
    boolean arePending()
    {
        return arePending;
    }

    /**
     * Tell them, if the log has room.
     */
    void flush()
    {
        while (arePending)
        {
            // Whoever reads a new log has seen nothing of it.
            if (pending.peek().publication == link.first() && Publication.BACK_PRESSURED == offer(pending.peek()))
            {
                return;
            }
            pending.remove();
            arePending = !pending.isEmpty();
        }
    }

    private long offer(final Pending abort)
    {
        final UnsafeBuffer message = abort.message;
        return null == fanOut ? offer(abort.publication, message) : fanOut.offer(
            abort.exceptChannel, message.capacity(), (publication) -> offer(publication, message));
    }

    private long offer(final ExclusivePublication publication, final UnsafeBuffer message)
    {
        long result;
        do
        {
            result = publication.tryClaim(message.capacity(), claim);
        }
        while (Publication.ADMIN_ACTION == result);
        if (result > 0)
        {
            claim.buffer().putBytes(claim.offset(), message, 0, message.capacity());
            claim.commit();
        }
        return result;
    }

    private record Pending(ExclusivePublication publication, UnsafeBuffer message, int exceptChannel)
    {
    }
}
