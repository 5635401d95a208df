package io.skein.internal.chunk;

import io.skein.internal.memory.ByteWindow;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.TransferReader;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.transfer.ArrivedRange;
import io.skein.transfer.ByteRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.List;
import java.util.zip.CRC32C;

/**
 * A payload that is being put together: its header, where its bytes go, and which of them have arrived. Used again for
 * one transfer after the other.
 */
@SuppressWarnings("this-escape") // The window does no more than keep its owner.
public class Assembly implements IncomingTransfer
{
    private static final int SHOWN_GAPS = 8;

    final Ranges ranges = new Ranges();
    ImageTransfers owner;
    TransferTarget target;
    UnsafeBuffer memory;
    boolean hasEnded;
    boolean isTouched;
    long lastSliceNs;
    long sequence;
    long expectedChecksum;
    long duplicates;

    private final MessageReader header;
    private final CRC32C crc = new CRC32C();
    private final ByteWindow window = ByteWindow.isSupported() ? new ByteWindow(true, this) : null;
    private final UnsafeBuffer attachment = new UnsafeBuffer(0, 0);
    private long id;
    private int sessionId;
    private int headerLength;
    private Checksum checksum;
    private long contentId;

    /**
     * @param header that reads detached headers.
     */
    public Assembly(final MessageReader header)
    {
        this.header = header;
    }

    /**
     * @param newOwner    image that it comes from.
     * @param part        that begins it.
     * @param source      with the header, which was read.
     * @param offset      of the header.
     * @param length      of the header.
     */
    void begin(
        final ImageTransfers newOwner, final TransferReader part,
        final DirectBuffer source, final int offset, final int length)
    {
        owner = newOwner;
        id = part.transferId();
        contentId = part.contentId();
        sessionId = newOwner.sessionId();
        checksum = part.checksumKind();
        headerLength = length;
        hasEnded = false;
        isTouched = true;
        duplicates = 0;
        ranges.clear(Checksum.CRC32C == checksum);
        attachment.wrap(source, offset + header.attachmentOffset(), header.attachmentLength());
    }

    /**
     * Give it its memory, with the header in it.
     */
    void into(final TransferTarget newTarget, final UnsafeBuffer newMemory, final DirectBuffer source, final int offset)
    {
        target = newTarget;
        memory = newMemory;
        memory.putBytes(0, source, offset, headerLength);
        attachment.wrap(memory, header.attachmentOffset(), header.attachmentLength());
    }

    /**
     * Take over what the target has already, if the payload has a name.
     */
    void resume()
    {
        if (0 != contentId)
        {
            for (final ArrivedRange range : target.resume(this))
            {
                final long begin = range.offset();
                final long limit = 0 == ranges.count() ? 0 : ranges.end() + 1;
                if (begin < limit || range.length() < 1 || begin > length() - range.length() ||
                    !ranges.add(begin, begin + range.length(), range.checksum()))
                {
                    throw new IllegalArgumentException("a target can not have " + range + " of a payload of " +
                        length() + " bytes, behind " + ranges.count() + " others");
                }
            }
        }
    }

    void end()
    {
        owner = null;
        target = null;
        memory = null;
        attachment.wrap(0, 0);
    }

    /**
     * Write what is new of a slice.
     *
     * @param sliceOffset of the slice, which ends within the payload.
     * @param source      with the slice.
     * @param index       of its first byte.
     * @param length      in bytes.
     * @return false when what has arrived has too many gaps.
     */
    boolean place(final long sliceOffset, final DirectBuffer source, final int index, final int length)
    {
        isTouched = true;
        final long end = sliceOffset + length;
        long begin = ranges.firstMissing(sliceOffset);
        duplicates = begin >= end ? duplicates + 1 : duplicates;
        while (begin < end)
        {
            final long gapEnd = ranges.endOfGap(begin, end);
            final int from = index + (int)(begin - sliceOffset);
            final int run = (int)(gapEnd - begin);
            write(begin, source, from, run);
            if (!ranges.add(begin, gapEnd, Checksum.CRC32C == checksum ? checksumOf(source, from, run) : 0))
            {
                return false;
            }
            begin = ranges.firstMissing(gapEnd);
        }
        return true;
    }

    private void write(final long offset, final DirectBuffer source, final int index, final int length)
    {
        if (TransferTarget.ASSEMBLED == target)
        {
            memory.putBytes((int)(headerLength + offset), source, index, length);
        }
        else
        {
            target.write(offset, source, index, length);
        }
    }

    private int checksumOf(final DirectBuffer source, final int index, final int length)
    {
        crc.reset();
        Crc32c.update(crc, window, source, index, length);
        return (int)crc.getValue();
    }

    boolean isWhole()
    {
        return ranges.total() == length();
    }

    boolean isRight()
    {
        return Checksum.NONE == checksum || checksum() == expectedChecksum;
    }

    long checksum()
    {
        return ranges.checksum() & 0xFFFF_FFFFL;
    }

    /**
     * @return the reader that has read the header.
     */
    public final MessageReader header()
    {
        return header;
    }

    /**
     * @return memory that begins with the header, and goes on with the payload if that {@link #isAssembled()}.
     */
    public final DirectBuffer memory()
    {
        return memory;
    }

    /**
     * @return of the header with its padding, in bytes.
     */
    public final int headerLength()
    {
        return headerLength;
    }

    /**
     * @return whether the payload is in the subscriber's own memory.
     */
    public final boolean isAssembled()
    {
        return TransferTarget.ASSEMBLED == target;
    }

    /**
     * @return the memory of the target that holds the payload, or null when it has none.
     */
    public final DirectBuffer targetBuffer()
    {
        return target.buffer();
    }

    /**
     * @return the number of the message, once it is complete.
     */
    public final long sequence()
    {
        return sequence;
    }

    @Override
    public final long id()
    {
        return id;
    }

    @Override
    public final int sessionId()
    {
        return sessionId;
    }

    @Override
    public final long length()
    {
        return header.detachedLength();
    }

    @Override
    public final long contentId()
    {
        return contentId;
    }

    @Override
    public final boolean isChecked()
    {
        return Checksum.CRC32C == checksum;
    }

    @Override
    public final long receivedBytes()
    {
        return ranges.total();
    }

    @Override
    public final long contiguousBytes()
    {
        return ranges.contiguous();
    }

    @Override
    public final long publishTimeNs()
    {
        return header.publishTimeNs();
    }

    @Override
    public final DirectBuffer attachment()
    {
        return attachment;
    }

    @Override
    public final List<ArrivedRange> arrived()
    {
        return ranges.arrived();
    }

    @Override
    public final List<ByteRange> missing()
    {
        return ranges.missing(length(), Integer.MAX_VALUE);
    }

    final List<ByteRange> firstMissing()
    {
        return ranges.missing(length(), SHOWN_GAPS);
    }

    @Override
    public final void cancel(final String reason)
    {
        final ImageTransfers image = owner;
        if (null != image)
        {
            image.fail(this, TransferException.Reason.REFUSED, "the application cancelled it: " + reason, null);
        }
    }
}
