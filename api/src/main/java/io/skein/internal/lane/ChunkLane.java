package io.skein.internal.lane;

import io.aeron.DirectBufferVector;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.internal.chunk.Pacer;
import io.skein.internal.chunk.Slicer;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.PooledForm;
import io.skein.internal.wire.TransferForm;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.Topic;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;

/**
 * The chunk lane: a payload goes into the log slice by slice, each in a frame of its own that says where it belongs,
 * and takes its number when the last one is there. Called by one thread at a time and within an operation of the link's
 * gate.
 * <p>
 * A slice fills a frame but for the headers, in multiples of 64 bytes: 1,344 of 1,408. Larger ones would have to be put
 * together before they are put in place.
 */
final class ChunkLane
{
    /**
     * Bytes that a transfer may put into the log before others have their turn.
     */
    static final int QUANTUM = 64 * 1024;

    private static final int MAX_YIELDS = 64;

    /**
     * What every subscriber has is only added to the checksum, in steps of so many bytes, each of which counts for a
     * few that are sent.
     */
    private static final int SKIP = 256 * 1024;
    private static final int SKIP_WEIGHT = 16;

    private final Topic topic;
    private final ChunkOptions options;
    private final PublicationLink link;
    private final FanOut fanOut;
    private final Pacer pacer;
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer begin =
        new UnsafeBuffer(BufferUtil.allocateDirectAligned(TransferForm.LENGTH, HeaderTemplate.PAYLOAD_ALIGNMENT));
    private final DirectBufferVector[] beginVectors = {new DirectBufferVector(), new DirectBufferVector()};
    private final Tracing tracing;
    private final Dialogue dialogue;
    private final Aborts aborts;
    private final int localChannel;
    private final ToLongFunction<ExclusivePublication> offer = this::offer;
    private final Deque<OutgoingTransfer> waiting = new ArrayDeque<>();
    private long nextId;
    private int yielded;
    private long slices;

    /**
     * @param topic  with chunk options.
     * @param link   of the publisher.
     * @param fanOut when the topic has several channels, or null.
     * @param pacer  that says when a slice may go, or null when there is no limit.
     * @param clock  by which subscribers take too long to answer.
     */
    ChunkLane(
        final Topic topic, final PublicationLink link, final FanOut fanOut, final Pacer pacer, final NanoClock clock,
        final Tracing tracing)
    {
        this.tracing = tracing;
        this.topic = topic;
        this.link = link;
        this.fanOut = fanOut;
        this.pacer = pacer;
        dialogue = new Dialogue(clock);
        localChannel = SlotSender.localChannel(topic);
        aborts = new Aborts(link, fanOut, localChannel);
        options = topic.chunk();
    }

    /**
     * @param header        of the message.
     * @param payloadLength in bytes.
     * @return whether the message takes this lane.
     */
    boolean takes(final HeaderTemplate header, final long payloadLength)
    {
        return payloadLength > options.threshold() ||
            payloadLength > link.maxMessageLength() - header.maxAssembledPayloadOffset();
    }

    void requireFits(final long payloadLength)
    {
        if (payloadLength > options.maxTransfer())
        {
            throw new MessageTooLargeException("a message of " + payloadLength + " bytes exceeds the " +
                options.maxTransfer() + " that topic " + topic.name() + " carries in slices: raise its " +
                "chunk.maxTransfer, for publisher and subscribers");
        }
    }

    /**
     * Within the gate.
     *
     * @param transfer that has no more slices.
     */
    void stopWaiting(final OutgoingTransfer transfer)
    {
        waiting.remove(transfer);
    }

    /**
     * @return slices until now.
     */
    long slices()
    {
        return slices;
    }

    /**
     * Go on with a transfer.
     *
     * @param transfer that is not done.
     * @param sequence that it has if this completes it.
     * @param nowNs    publish time if it begins, or the null value.
     * @return a position when it is complete, {@link Outcome#UNFINISHED}, {@link Outcome#PACED}, or a refusal.
     */
    long advance(final OutgoingTransfer transfer, final long sequence, final long nowNs)
    {
        aborts.flush();
        transfer.requireOpen();
        if (!isTurnOf(transfer))
        {
            return Outcome.BACK_PRESSURED;
        }
        final long before = transfer.slicer.position();
        final long result = advanceNow(transfer, sequence, nowNs);
        if (result > 0 || Outcome.REFUSED == result)
        {
            aborts.ended(transfer);
        }
        if (Outcome.BACK_PRESSURED == result)
        {
            if (before == transfer.slicer.position())
            {
                waiting.addFirst(transfer);
            }
            else
            {
                waiting.addLast(transfer);
            }
        }
        return result;
    }

    /**
     * When the log is full, whoever came first is the first to go on, and the others wait; not for long, as it may have
     * been forgotten.
     */
    private boolean isTurnOf(final OutgoingTransfer transfer)
    {
        final OutgoingTransfer first = waiting.peekFirst();
        if (null == first || transfer == first)
        {
            yielded = 0;
            waiting.pollFirst();
            return true;
        }
        if (!waiting.contains(transfer))
        {
            waiting.addLast(transfer);
        }
        if (++yielded > MAX_YIELDS)
        {
            yielded = 0;
            waiting.pollFirst();
        }
        return false;
    }

    private long advanceNow(final OutgoingTransfer transfer, final long sequence, final long nowNs)
    {
        if (transfer.hasBegun() && transfer.publication != link.first())
        {
            // Whoever reads the new log has seen nothing of it.
            transfer.restart();
        }
        final long end = null != transfer.answers && transfer.hasBegun() ? dialogue.listen(transfer) : 0;
        if (0 != end)
        {
            return end;
        }
        long result = transfer.hasBegun() ? 1 : begin(transfer, nowNs);
        if (result > 0 && transfer.isNamed() && !dialogue.mayGoOn(transfer))
        {
            return Outcome.UNANSWERED;
        }
        if (result > 0)
        {
            result = sendSlices(transfer);
        }
        if (result > 0)
        {
            result = endOnce(transfer, sequence);
        }
        if (Publication.NOT_CONNECTED == result && transfer.hasBegun())
        {
            transfer.restart();
        }
        return result;
    }

    private long begin(final OutgoingTransfer transfer, final long nowNs)
    {
        if (null != pacer)
        {
            transfer.pace(pacer);
            if (!pacer.mayGo())
            {
                return Outcome.PACED;
            }
        }
        final HeaderTemplate header = transfer.header();
        final int headerLength = header.completeDetached(transfer.publishTimeNs(nowNs));
        final boolean isFirst = OutgoingTransfer.NO_ID == transfer.id;
        final long id = isFirst ? nextId : transfer.id;
        if (null != tracing)
        {
            tracing.use(transfer.trace);
            // Its number comes with its end.
            tracing.begin(~id, header);
        }
        TransferForm.stampBegin(begin, 0, id, options.checksum(), transfer.contentId);
        beginVectors[0].reset(begin, 0, TransferForm.LENGTH);
        beginVectors[1].reset(header.buffer(), 0, headerLength);
        final int length = TransferForm.LENGTH + headerLength;
        if (length > link.maxMessageLength())
        {
            throw new MessageTooLargeException("a header of " + length + " bytes, attachment and segment table " +
                "included, exceeds the " + link.maxMessageLength() + " of a message of topic " + topic.name() +
                ": copy small segments together, or raise the term-length");
        }
        if (null != transfer.answers)
        {
            // Before it is said: they may be quick.
            dialogue.begins(transfer, link.first().sessionId(), id);
        }
        final long result = null == fanOut ? offer(link.first()) : fanOut.offer(except(transfer), length, offer);
        if (result > 0)
        {
            nextId += isFirst ? 1 : 0;
            transfer.begun(link.first(), id);
            aborts.begun(transfer);
        }
        return result;
    }

    /**
     * @return the channel that gets no slices, as it is told of a slot.
     */
    private int except(final OutgoingTransfer transfer)
    {
        return null == transfer.loan ? FanOut.NONE : localChannel;
    }

    private long offer(final ExclusivePublication publication)
    {
        long result;
        do
        {
            result = publication.offer(beginVectors, null);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }

    /**
     * @return positive when all are in the log.
     */
    private long sendSlices(final OutgoingTransfer transfer)
    {
        final Slicer slicer = transfer.slicer;
        final int maxSlice = Math.max(1, BitUtil.align(
            link.maxPayloadLength() - TransferForm.LENGTH - (HeaderTemplate.PAYLOAD_ALIGNMENT - 1),
            HeaderTemplate.PAYLOAD_ALIGNMENT));
        int left = QUANTUM;
        while (slicer.remaining() > 0)
        {
            if (left <= 0)
            {
                return Outcome.UNFINISHED;
            }
            final int most = transfer.isNamed() ? Dialogue.toSend(transfer, maxSlice) : maxSlice;
            if (0 == most)
            {
                left -= Math.max(1, skip(transfer) / SKIP_WEIGHT);
                continue;
            }
            if (null != pacer && !pacer.mayGo())
            {
                return Outcome.PACED;
            }
            final int length = slicer.slice(most);
            final long result = sendSlice(transfer, length);
            if (result <= 0)
            {
                return result;
            }
            if (Checksum.CRC32C == options.checksum())
            {
                slicer.addToChecksum();
            }
            if (null != pacer)
            {
                pacer.sent(length);
            }
            slicer.passed();
            left -= length;
            ++slices;
        }
        return 1;
    }

    /**
     * Pass over bytes that every subscriber has. They count for the checksum all the same: what subscribers have may be
     * something else.
     *
     * @return how many.
     */
    private int skip(final OutgoingTransfer transfer)
    {
        final Slicer slicer = transfer.slicer;
        final long end = transfer.answers.endOfPresent(slicer.position());
        final int length = slicer.slice((int)Math.min(SKIP, end - slicer.position()));
        if (Checksum.CRC32C == options.checksum())
        {
            slicer.addToChecksum();
        }
        slicer.passed();
        transfer.skipped(length);
        return length;
    }

    private long sendSlice(final OutgoingTransfer transfer, final int length)
    {
        if (null == fanOut)
        {
            return sendSlice(link.first(), transfer, length);
        }
        final int except = except(transfer);
        final long outcome = fanOut.ask(except, 0, TransferForm.LENGTH + length);
        if (outcome < 0)
        {
            return outcome;
        }
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (i != except && publication.isConnected())
            {
                final long result = sendSlice(publication, transfer, length);
                position = position > 0 ? position : result;
                fanOut.checkExhausted(result);
            }
        }
        return position;
    }

    private long sendSlice(
        final ExclusivePublication publication, final OutgoingTransfer transfer, final int length)
    {
        final long result = claim(publication, TransferForm.LENGTH + length);
        if (result > 0)
        {
            final MutableDirectBuffer buffer = claim.buffer();
            final int offset = claim.offset();
            final Slicer slicer = transfer.slicer;
            TransferForm.stampChunk(buffer, offset, transfer.id, slicer.position(), transfer.length());
            slicer.copyTo(buffer, offset + TransferForm.LENGTH);
            claim.commit();
        }
        return result;
    }

    /**
     * @return a position when nothing more is to be done, which for what has a name is not before everybody has it.
     */
    private long endOnce(final OutgoingTransfer transfer, final long sequence)
    {
        if (0 != transfer.endPosition)
        {
            return Outcome.UNANSWERED;
        }
        final long result = end(transfer, sequence);
        if (result > 0)
        {
            transfer.numbered();
            transfer.endPosition = result;
            if (transfer.isNamed())
            {
                dialogue.ends(transfer);
                return Outcome.UNANSWERED;
            }
        }
        return result;
    }

    private long end(final OutgoingTransfer transfer, final long sequence)
    {
        if (null == fanOut)
        {
            return end(link.first(), transfer, sequence);
        }
        // To all or to none, and so at once with what a subscriber on this host is told.
        final int except = except(transfer);
        final long outcome = fanOut.ask(
            except, PooledForm.LENGTH + Tracing.room(topic), TransferForm.LENGTH);
        if (outcome < 0)
        {
            return outcome;
        }
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (i != except && publication.isConnected())
            {
                final long result = end(publication, transfer, sequence);
                position = position > 0 ? position : result;
                fanOut.checkExhausted(result);
            }
        }
        if (null != tracing)
        {
            tracing.use(transfer.trace);
        }
        return FanOut.NONE == except ? position :
            transfer.loan.publishHere(transfer.messageLength, sequence, position);
    }

    private long end(final ExclusivePublication publication, final OutgoingTransfer transfer, final long sequence)
    {
        final long result = claim(publication, TransferForm.LENGTH);
        if (result > 0)
        {
            final long checksum = Checksum.CRC32C == options.checksum() ? transfer.slicer.checksum() : 0;
            TransferForm.stampEnd(claim.buffer(), claim.offset(), sequence, transfer.id, checksum);
            claim.commit();
        }
        return result;
    }

    /**
     * @return what subscribers have yet to be told of transfers that end before their end.
     */
    Aborts aborts()
    {
        return aborts;
    }

    private long claim(final ExclusivePublication publication, final int length)
    {
        long result;
        do
        {
            result = publication.tryClaim(length, claim);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }
}
