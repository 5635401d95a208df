package io.skein.internal.wire;

import io.skein.internal.memory.Padded;
import io.skein.tensor.TensorType;

/**
 * What the header of the message that was read last says.
 */
public abstract class HeaderFields extends Padded
{
    boolean isShort;
    String reason;
    long sequence;
    long publishTimeNs;
    int payloadOffset;
    int payloadLength;
    long detachedLength;
    int headerLength;
    int attachmentOffset;
    int attachmentLength;
    int segmentsOffset;
    int segmentsStep;
    int segmentCount;
    TensorType type;
    long poolId;
    long slotAndGeneration;

    HeaderFields()
    {
    }

    /**
     * @return whether it has the short form.
     */
    public boolean isShort()
    {
        return isShort;
    }

    /**
     * @return which field was wrong.
     */
    public String reason()
    {
        return reason;
    }

    /**
     * @return the message's number.
     */
    public long sequence()
    {
        return sequence;
    }

    /**
     * @return nanoseconds since the epoch, or {@link Long#MIN_VALUE}.
     */
    public long publishTimeNs()
    {
        return publishTimeNs;
    }

    /**
     * @return from the start of the message.
     */
    public int payloadOffset()
    {
        return payloadOffset;
    }

    /**
     * @return in bytes.
     */
    public int payloadLength()
    {
        return payloadLength;
    }

    /**
     * @return of a detached header, in bytes: what the payload will have that travels apart; may be anything from 0 on.
     */
    public long detachedLength()
    {
        return detachedLength;
    }

    /**
     * @return from the start of the message.
     */
    public int attachmentOffset()
    {
        return attachmentOffset;
    }

    /**
     * @return in bytes.
     */
    public int attachmentLength()
    {
        return attachmentLength;
    }

    /**
     * @return where the padding begins that may hold a trace, from the start of the message.
     */
    public int headerEnd()
    {
        return attachmentOffset + attachmentLength;
    }

    /**
     * @return of the segment table; 0 when there is none.
     */
    public int segmentCount()
    {
        return segmentCount;
    }

    /**
     * @return of the first length in the segment table, from the start of the message.
     */
    public int segmentsOffset()
    {
        return segmentsOffset;
    }

    /**
     * @return from one length in the segment table to the next.
     */
    public int segmentsStep()
    {
        return segmentsStep;
    }

    /**
     * @return of the tensor; null for messages.
     */
    public TensorType type()
    {
        return type;
    }

    /**
     * A message in a slot has the number of the pooled message that led there.
     *
     * @param newSequence to have from now until the next message is read.
     */
    public void sequence(final long newSequence)
    {
        sequence = newSequence;
    }

    /**
     * @return which pool; may be anything.
     */
    public long poolId()
    {
        return poolId;
    }

    /**
     * @return which slot, and its generation; may be anything. See {@link PooledForm}.
     */
    public long slotAndGeneration()
    {
        return slotAndGeneration;
    }
}
