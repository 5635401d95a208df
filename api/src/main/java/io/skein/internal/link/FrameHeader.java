package io.skein.internal.link;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.skein.internal.memory.LittleEndian;
import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * Layout of the header of a frame of Aeron's log, as words: length 32, version 8, flags 8, type 16; term offset 32,
 * session id 32; stream id 32, term id 32; a reserved word, which is zero in a claim.
 */
public final class FrameHeader
{
    /**
     * Bytes before the message.
     */
    public static final int LENGTH = DataHeaderFlyweight.HEADER_LENGTH;

    private static final int ALIGNMENT = FrameDescriptor.FRAME_ALIGNMENT;
    private static final int SESSION_AND_OFFSET = DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET;
    private static final int STREAM_AND_TERM = DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET;
    private static final int FLAGS_SHIFT = 40;
    private static final int TYPE_SHIFT = 48;
    private static final long LENGTH_MASK = 0xFFFF_FFFFL;
    private static final long DATA = kind(HeaderFlyweight.HDR_TYPE_DATA);
    private static final long PADDING = kind(HeaderFlyweight.HDR_TYPE_PAD);

    private FrameHeader()
    {
    }

    /**
     * @param messageLength in bytes.
     * @return bytes that its frame takes in the log.
     */
    public static long alignedLength(final long messageLength)
    {
        return BitUtil.align(messageLength + LENGTH, ALIGNMENT);
    }

    /**
     * Write the header of a frame that nobody reads yet; its length last, so that everything written before is seen
     * with it.
     *
     * @param frame            address.
     * @param length           of header and message.
     * @param sessionAndOffset upper half: session id, lower half: offset in the term.
     * @param streamAndTerm    upper half: term id, lower half: stream id.
     */
    public static void commit(
        final long frame, final int length, final long sessionAndOffset, final long streamAndTerm)
    {
        commit(frame, length | DATA, sessionAndOffset, streamAndTerm);
    }

    /**
     * Let subscribers pass a frame over.
     *
     * @param frame            address.
     * @param length           of the frame.
     * @param sessionAndOffset upper half: session id, lower half: offset in the term.
     * @param streamAndTerm    upper half: term id, lower half: stream id.
     */
    public static void commitPadding(
        final long frame, final int length, final long sessionAndOffset, final long streamAndTerm)
    {
        commit(frame, length | PADDING, sessionAndOffset, streamAndTerm);
    }

    private static void commit(
        final long frame, final long lengthAndKind, final long sessionAndOffset, final long streamAndTerm)
    {
        UnsafeApi.putLong(frame + SESSION_AND_OFFSET, LittleEndian.of(sessionAndOffset));
        UnsafeApi.putLong(frame + STREAM_AND_TERM, LittleEndian.of(streamAndTerm));
        UnsafeApi.putLongRelease(null, frame, LittleEndian.of(lengthAndKind));
    }

    /**
     * Say how long a frame is that is not committed: the driver pads it if its publisher dies.
     *
     * @param frame  address.
     * @param length of the frame.
     */
    static void open(final long frame, final long length)
    {
        UnsafeApi.putInt(frame, LittleEndian.of((int)-length));
    }

    static boolean isOpen(final long frame)
    {
        return LittleEndian.of(UnsafeApi.getIntVolatile(null, frame)) < 0;
    }

    static long streamAndTerm(final long frame)
    {
        return LittleEndian.of(UnsafeApi.getLong(frame + STREAM_AND_TERM));
    }

    private static long kind(final int type)
    {
        return (long)type << TYPE_SHIFT | (FrameDescriptor.UNFRAGMENTED & 0xFFL) << FLAGS_SHIFT |
            (long)HeaderFlyweight.CURRENT_VERSION << Integer.SIZE & ~LENGTH_MASK;
    }
}
