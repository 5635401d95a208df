package io.skein.internal.lane;

import io.aeron.logbuffer.BufferClaim;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A frame, or several: on a topic with several channels the message is encoded in the first connected one's log, and
 * copied into the others' on commit.
 */
abstract class CopiedFrame extends Frame
{
    private static final BufferClaim[] NO_COPIES = new BufferClaim[0];

    final BufferClaim primary = new BufferClaim();
    BufferClaim[] copies = NO_COPIES;
    int copyCount;

    final void reserveCopies(final int count)
    {
        if (copies.length < count)
        {
            copies = new BufferClaim[count];
            for (int i = 0; i < count; i++)
            {
                copies[i] = new BufferClaim();
            }
        }
    }

    /**
     * Copy what was encoded into the other channels, and commit there.
     *
     * @param data       of the message, in {@link #primary}.
     * @param attachment of the message, in {@link #primary}.
     */
    final void commitCopies(final DirectBuffer data, final DirectBuffer attachment)
    {
        for (int i = 0; i < copyCount; i++)
        {
            final MutableDirectBuffer target = copies[i].buffer();
            final int offset = copies[i].offset();
            target.putBytes(
                offset + ClaimLane.payloadOffset(copies[i], data.capacity()), data, 0, data.capacity());
            if (attachment.capacity() > 0)
            {
                final int attachmentOffset =
                    (int)(attachment.addressOffset() - primary.buffer().addressOffset()) - primary.offset();
                target.putBytes(offset + attachmentOffset, attachment, 0, attachment.capacity());
            }
            copies[i].commit();
        }
    }
}
