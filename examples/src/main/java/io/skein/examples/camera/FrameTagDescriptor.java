package io.skein.examples.camera;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * The attachment of a frame: which one it is, and what its bytes add up to. It travels with the frame from stage to
 * stage; only who makes new pixels writes a new one.
 * <pre>
 *   0  int64  number, 0 and up; {@link #WARM_UP} for what is not measured
 *   8  int64  CRC-32C of the payload; {@link #UNCHECKED} for a frame without content
 * </pre>
 */
final class FrameTagDescriptor
{
    static final int LENGTH = 16;

    /**
     * Number of each frame before the measured ones.
     */
    static final long WARM_UP = -1;

    /**
     * Checksum of a frame whose bytes nobody wrote and nobody reads.
     */
    static final long UNCHECKED = -1;

    private static final int NUMBER_OFFSET = 0;
    private static final int CHECKSUM_OFFSET = 8;

    private FrameTagDescriptor()
    {
    }

    static long number(final DirectBuffer tag)
    {
        return tag.getLong(NUMBER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long checksum(final DirectBuffer tag)
    {
        return tag.getLong(CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static void put(final MutableDirectBuffer tag, final long number, final long checksum)
    {
        tag.putLong(NUMBER_OFFSET, number, ByteOrder.LITTLE_ENDIAN);
        tag.putLong(CHECKSUM_OFFSET, checksum, ByteOrder.LITTLE_ENDIAN);
    }
}
