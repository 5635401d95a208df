package io.skein.internal.chunk;

import io.skein.internal.memory.ByteWindow;
import io.skein.payload.Payload;
import io.skein.payload.PayloadSlicer;
import org.agrona.MutableDirectBuffer;

import java.util.zip.CRC32C;

/**
 * Takes a payload slice by slice, each as often as the log refuses it, and adds up the checksum of those it was told
 * to. Costs per slice and not per byte, and allocates nothing.
 */
public final class Slicer
{
    /**
     * A slice ends before it touches more segments than this.
     */
    public static final int MAX_PARTS = 16;

    private final PayloadSlicer parts = new PayloadSlicer(MAX_PARTS);
    private final CRC32C crc = new CRC32C();
    private final ByteWindow window = ByteWindow.isSupported() ? new ByteWindow(true, this) : null;
    private Payload payload;
    private long total;
    private long position;
    // What the current slice was asked for; 0 when there is none.
    private int asked;

    /**
     * Of no payload yet.
     */
    public Slicer()
    {
    }

    /**
     * Begin with the first byte.
     *
     * @param newPayload to cut up; stays open until the last slice is done with.
     * @return this.
     */
    public Slicer wrap(final Payload newPayload)
    {
        payload = newPayload;
        total = newPayload.length();
        parts.wrap(newPayload);
        return rewind();
    }

    /**
     * Begin again with the first byte.
     *
     * @return this.
     */
    public Slicer rewind()
    {
        parts.position(0);
        position = 0;
        asked = 0;
        crc.reset();
        return this;
    }

    /**
     * Let go of the payload.
     */
    public void end()
    {
        payload = null;
        asked = 0;
        parts.unwrap();
    }

    /**
     * Move to the slice that begins at {@link #position()}. It stays the current one until {@link #passed()}.
     *
     * @param maxLength in bytes, 1 or more.
     * @return its length in bytes; 0 at the end of the payload.
     */
    public int slice(final int maxLength)
    {
        if (asked == maxLength)
        {
            return parts.length();
        }
        if (0 != asked)
        {
            parts.position(position);
        }
        asked = maxLength;
        return parts.next(maxLength);
    }

    /**
     * The current slice is done with.
     */
    public void passed()
    {
        asked = 0;
        position = parts.position();
    }

    /**
     * @return of the current slice, in bytes from the beginning of the payload.
     */
    public long position()
    {
        return position;
    }

    /**
     * @return bytes from {@link #position()} to the end of the payload.
     */
    public long remaining()
    {
        return total - position;
    }

    /**
     * Copy the current slice.
     *
     * @param target to write to.
     * @param index  of the first byte in it.
     */
    public void copyTo(final MutableDirectBuffer target, final int index)
    {
        int to = index;
        for (int i = 0; i < parts.partCount(); i++)
        {
            final int length = parts.length(i);
            target.putBytes(to, parts.buffer(i), parts.offset(i), length);
            to += length;
        }
    }

    /**
     * Add the current slice to the checksum.
     */
    public void addToChecksum()
    {
        for (int i = 0; i < parts.partCount(); i++)
        {
            Crc32c.update(crc, window, parts.buffer(i), parts.offset(i), parts.length(i));
        }
    }

    /**
     * @return CRC32C of the slices that were added.
     */
    public long checksum()
    {
        return crc.getValue();
    }

    /**
     * @return the payload, or null.
     */
    public Payload payload()
    {
        return payload;
    }
}
