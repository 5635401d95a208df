package io.skein.internal.lane;

import io.skein.MessageTooLargeException;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolOwner;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.locks.LockSupport;

/**
 * The pool lane: the message, header and all, is written into a slot in shared memory, and a pooled message that names
 * the slot goes through the log. Called by one thread at a time and within an operation of the link's gate, but for
 * {@link #returnLate(int)}.
 */
final class PoolLane
{
    private static final long POLL_INTERVAL_NS = 1_000_000;

    private final Topic topic;
    private final PoolOptions options;
    private final PublicationLink link;
    private final PoolOwner owner;
    private final SlotSender sender;
    private final MessageReader reader;
    private final boolean isMixed;
    private final long capacity;

    PoolLane(
        final Topic topic, final PublicationLink link, final FanOut fanOut, final PoolOwner owner)
    {
        this.topic = topic;
        this.link = link;
        this.owner = owner;
        sender = new SlotSender(topic, link, fanOut);
        isMixed = null != fanOut;
        reader = new MessageReader(TopicKind.TENSOR == topic.kind());
        options = topic.pool();
        capacity = SlotDescriptor.maxMessageLength(options.slotSize());
    }

    /**
     * Make the pool: every byte of it is there when this returns.
     *
     * @param links that the publisher is one of.
     * @param topic with a pool.
     * @param link  of the publisher; when it has ended and its log is read, the pool goes.
     * @param fanOut when the topic has several channels, or null.
     * @return the lane.
     * @throws io.skein.PoolException when there is no room.
     */
    static PoolLane create(
        final Links links, final Topic topic, final PublicationLink link, final FanOut fanOut)
    {
        final PoolOptions options = topic.pool();
        final PoolOwner owner = new PoolOwner(
            PoolFiles.create(
                links.poolsDirectory(), topic.name(), options.slotCount(), options.slotSize(), options.preTouch()),
            PoolOptions.Policy.OVERWRITE == options.policy());
        link.whenEnded(() -> links.inBackground("skein-pool-close", () -> close(owner, links.closeDeadlineNs())));
        return new PoolLane(topic, link, fanOut, owner);
    }

    /**
     * What was forwarded may lead new subscribers to the pool: it stays until that is read as well.
     */
    private static void close(final PoolOwner owner, final long deadlineNs)
    {
        while (owner.isHeld() && deadlineNs - System.nanoTime() > 0)
        {
            LockSupport.parkNanos(POLL_INTERVAL_NS);
        }
        owner.close();
    }

    /**
     * @param tracing of the publisher, or null when the topic has no trace.
     */
    void traceWith(final Tracing tracing)
    {
        sender.traceWith(tracing);
    }

    /**
     * @param header        of the message.
     * @param payloadLength in bytes.
     * @return whether the message takes this lane.
     */
    boolean takes(final HeaderTemplate header, final long payloadLength)
    {
        return payloadLength > options.threshold() ||
            payloadLength > link.maxPayloadLength() - header.maxPayloadOffset();
    }

    /**
     * @return whether a message is dropped when no slot is free.
     */
    boolean isDropping()
    {
        return PoolOptions.Policy.DROP == options.policy();
    }

    /**
     * @return slots taken before all subscribers had passed them.
     */
    long overwritten()
    {
        return owner.overwritten();
    }

    /**
     * Lend a slot, with the header already in it; after {@link #ask}.
     *
     * @param header of the message.
     * @return the slot, or {@link PoolOwner#NONE}.
     */
    int tryLoan(final HeaderTemplate header)
    {
        final int slot = owner.tryLoan(link.counters(), topic.streamId());
        if (PoolOwner.NONE != slot)
        {
            header.stamp(owner.slot(slot), SlotDescriptor.MESSAGE_OFFSET, 0, payloadOffset(header));
        }
        return slot;
    }

    /**
     * @param slot that is lent.
     * @return its memory.
     */
    UnsafeBuffer slot(final int slot)
    {
        return owner.slot(slot);
    }

    /**
     * @param header of a message in a slot.
     * @return where its payload begins, from the start of the message.
     */
    static int payloadOffset(final HeaderTemplate header)
    {
        return header.slotPayloadOffset();
    }

    /**
     * @param messageLength of a message in a slot.
     * @return whether it goes to another host in slices.
     */
    boolean isTooLongElsewhere(final int messageLength)
    {
        return sender.isTooLongElsewhere(
            (long)messageLength + Tracing.room(topic) + 2 * HeaderTemplate.PAYLOAD_ALIGNMENT);
    }

    /**
     * Publish what is in a lent slot.
     *
     * @param slot          that is lent.
     * @param messageLength in bytes.
     * @param sequence      of the message.
     * @param isWhole       whether it must go in one message to other hosts.
     * @return a position: the slot is not lent any more. Or a refusal: it still is.
     */
    long publish(final int slot, final int messageLength, final long sequence, final boolean isWhole)
    {
        final UnsafeBuffer memory = owner.slot(slot);
        if (isMixed)
        {
            reader.read(memory, SlotDescriptor.MESSAGE_OFFSET, messageLength);
        }
        final long generation = owner.endWrite(slot, messageLength);
        return onSent(slot, generation, sender.send(
            memory, SlotDescriptor.MESSAGE_OFFSET, reader, owner.poolId(),
            PooledForm.slotAndGeneration(slot, generation), sequence, isWhole));
    }

    /**
     * Publish what is in a lent slot, whose bytes have gone to other hosts.
     *
     * @param slot          that is lent.
     * @param messageLength in bytes.
     * @param sequence      of the message.
     * @param elsewhere     position on another channel, or 0 or less.
     * @return as {@link #publish}.
     */
    long publishHere(final int slot, final int messageLength, final long sequence, final long elsewhere)
    {
        final long generation = owner.endWrite(slot, messageLength);
        return onSent(slot, generation, sender.sendHere(
            owner.poolId(), PooledForm.slotAndGeneration(slot, generation), sequence, elsewhere));
    }

    private long onSent(final int slot, final long generation, final long position)
    {
        if (position > SlotSender.PASSED_BY)
        {
            owner.onPublished(slot, generation, position, sender.local().sessionId(), topic.streamId());
            owner.prepare(link.counters(), topic.streamId());
        }
        else if (SlotSender.PASSED_BY == position)
        {
            owner.onReturned(slot);
        }
        return position;
    }

    /**
     * A slot comes back unsent.
     *
     * @param slot that is lent.
     */
    void giveBack(final int slot)
    {
        owner.onReturned(slot);
    }

    /**
     * A slot comes back unsent, outside the gate. From any thread.
     *
     * @param slot that is lent.
     */
    void returnLate(final int slot)
    {
        owner.returnLate(slot);
    }

    /**
     * @param header        of a message.
     * @param payloadLength in bytes.
     * @throws MessageTooLargeException when no slot can hold it.
     */
    void requireFits(final HeaderTemplate header, final long payloadLength)
    {
        if (payloadLength > options.slotSize())
        {
            throw new MessageTooLargeException("a message of topic " + topic.name() + " needs " + payloadLength +
                " bytes, a slot is " + options.slotSize() + "; raise pool.slotSize of topic " + topic.name());
        }
        final long messageLength = payloadOffset(header) + payloadLength;
        if (messageLength > capacity)
        {
            throw new MessageTooLargeException("a message of topic " + topic.name() + " needs " + messageLength +
                " bytes with its header and attachment, a slot holds " + capacity + " in all; raise pool.slotSize " +
                "of topic " + topic.name());
        }
    }

    /**
     * @param header        of a message.
     * @param payloadLength in bytes.
     * @return positive if it would be accepted now, were a slot free; or the refusal.
     * @throws MessageTooLargeException when it never could be.
     */
    long ask(final HeaderTemplate header, final long payloadLength)
    {
        requireFits(header, payloadLength);
        return sender.ask(header.maxAssembledPayloadOffset() + payloadLength);
    }
}
