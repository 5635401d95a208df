package io.skein.internal.lane;

import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.payload.ReusablePayload;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends what a claim has in a slot or buffer of its own: as a transfer whose slices are copied from there into the log,
 * or, if a message holds it, gathered. One for each claim object that needs it, and used again.
 */
final class SlotSlices
{
    final OutgoingTransfer transfer;
    private final MessageReader reader;
    private final HeaderTemplate header;
    private final Gather gather;
    private final ReusablePayload payload = new ReusablePayload();
    private boolean isUnderWay;

    /**
     * @param chunks  that the slices go to.
     * @param topic   of the publisher.
     * @param tracing of the publisher, or null when the topic has no trace.
     */
    SlotSlices(final ChunkLog chunks, final Topic topic, final Tracing tracing)
    {
        header = new HeaderTemplate().traced(Tracing.room(topic));
        gather = new Gather(tracing, null);
        transfer = new OutgoingTransfer(chunks);
        reader = new MessageReader(TopicKind.TENSOR == topic.kind());
    }

    /**
     * @param loan          with a message in its memory.
     * @param messageLength in bytes.
     * @return payload bytes of it.
     */
    int read(final Loan loan, final int messageLength)
    {
        final UnsafeBuffer memory = loan.memory();
        reader.read(memory, SlotDescriptor.MESSAGE_OFFSET, messageLength);
        header.copyOf(memory, SlotDescriptor.MESSAGE_OFFSET, reader);
        return reader.payloadLength();
    }

    HeaderTemplate header()
    {
        return header;
    }

    long publishTimeNs()
    {
        return reader.publishTimeNs();
    }

    /**
     * @param loan that was {@link #read}.
     * @return its payload, to be offered at once.
     */
    Gather gather(final Loan loan)
    {
        return gather.segment(
            loan.memory(), SlotDescriptor.MESSAGE_OFFSET + reader.payloadOffset(), reader.payloadLength());
    }

    /**
     * Begin a transfer of what was {@link #read}.
     *
     * @param loan          that keeps its memory until the last slice is in the log.
     * @param messageLength in bytes.
     */
    void begin(final Loan loan, final int messageLength)
    {
        payload.begin().add(
            loan.memory(), SlotDescriptor.MESSAGE_OFFSET + reader.payloadOffset(), reader.payloadLength());
        transfer.slot(loan.isBuffer() ? null : loan, messageLength, reader.publishTimeNs());
        transfer.begin(header, payload.finish(), true, 0);
        isUnderWay = true;
    }

    /**
     * @return whether a transfer has begun that is not done.
     */
    boolean areUnderWay()
    {
        return isUnderWay;
    }

    /**
     * It is done, or will not be.
     */
    void end()
    {
        if (isUnderWay)
        {
            isUnderWay = false;
            transfer.close();
        }
    }
}
