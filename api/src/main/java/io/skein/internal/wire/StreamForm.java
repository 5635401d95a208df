package io.skein.internal.wire;

import io.skein.internal.memory.LittleEndian;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.StreamBytesEncoder;
import org.agrona.UnsafeApi;

/**
 * Layout of the header before bytes of a stream, as four words: message header; position; length and length of the
 * chunk, 32 bits each; number of the chunk 32, flags 8. With the frame's own header it fills one cache line.
 */
public final class StreamForm
{
    /**
     * Of the header in bytes.
     */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + StreamBytesEncoder.BLOCK_LENGTH;

    /**
     * The frame begins a chunk.
     */
    public static final int BEGIN = 1;

    /**
     * The frame ends a chunk.
     */
    public static final int END = 2;

    private static final int FEEDBACK_BIT = 1 << 30;
    private static final int POSITION = 8;
    private static final int WORD_2 = 16;
    private static final int WORD_3 = 24;
    private static final int UPPER_SHIFT = 32;
    private static final long UINT32_MASK = 0xFFFF_FFFFL;
    private static final int FLAGS_MASK = 0xFF;
    private static final long WORD_0 = StreamBytesEncoder.BLOCK_LENGTH | (long)StreamBytesEncoder.TEMPLATE_ID << 16 |
        (long)StreamBytesEncoder.SCHEMA_ID << 32 | (long)StreamBytesEncoder.SCHEMA_VERSION << 48;

    private StreamForm()
    {
    }

    /**
     * @param streamId of a byte stream.
     * @return of what its writer says beside the bytes.
     */
    public static int signalStreamId(final int streamId)
    {
        return ~streamId;
    }

    /**
     * @param streamId of a byte stream.
     * @return of what its reader says. Not the same: an end that hears itself holds itself up.
     */
    public static int feedbackStreamId(final int streamId)
    {
        return ~streamId ^ FEEDBACK_BIT;
    }

    /**
     * Write a header.
     *
     * @param address     of its first byte.
     * @param position    bytes of the stream before.
     * @param length      bytes of the stream in the frame.
     * @param chunkLength bytes of the whole chunk.
     * @param chunk       number of the chunk.
     * @param flags       {@link #BEGIN}, {@link #END}.
     */
    public static void put(
        final long address, final long position, final int length, final int chunkLength, final int chunk,
        final int flags)
    {
        UnsafeApi.putLong(address, LittleEndian.of(WORD_0));
        UnsafeApi.putLong(address + POSITION, LittleEndian.of(position));
        UnsafeApi.putLong(address + WORD_2, LittleEndian.of(length | (long)chunkLength << UPPER_SHIFT));
        UnsafeApi.putLong(address + WORD_3, LittleEndian.of(chunk & UINT32_MASK | (long)flags << UPPER_SHIFT));
    }

    /**
     * @param address of a message of {@link #LENGTH} bytes or more.
     * @return whether it begins with such a header.
     */
    public static boolean is(final long address)
    {
        return LittleEndian.of(UnsafeApi.getLong(address)) == WORD_0;
    }

    /**
     * @param address of a header.
     * @return bytes of the stream before.
     */
    public static long position(final long address)
    {
        return LittleEndian.of(UnsafeApi.getLong(address + POSITION));
    }

    /**
     * @param address of a header.
     * @return the word of both lengths, for {@link #length} and {@link #chunkLength}.
     */
    public static long lengths(final long address)
    {
        return LittleEndian.of(UnsafeApi.getLong(address + WORD_2));
    }

    /**
     * @param lengths of a header.
     * @return bytes of the stream in the frame, as they stand there.
     */
    public static int length(final long lengths)
    {
        return (int)lengths;
    }

    /**
     * @param lengths of a header.
     * @return bytes of the whole chunk, as they stand there.
     */
    public static int chunkLength(final long lengths)
    {
        return (int)(lengths >>> UPPER_SHIFT);
    }

    /**
     * @param address of a header.
     * @return the word of number and flags, for {@link #chunk} and {@link #flags}.
     */
    public static long place(final long address)
    {
        return LittleEndian.of(UnsafeApi.getLong(address + WORD_3));
    }

    /**
     * @param chunk number of the chunk.
     * @return the word of number and flags where a frame is a chunk of its own.
     */
    public static long wholePlace(final int chunk)
    {
        return chunk & UINT32_MASK | (long)(BEGIN | END) << UPPER_SHIFT;
    }

    /**
     * @param place of a header.
     * @return number of the chunk.
     */
    public static int chunk(final long place)
    {
        return (int)place;
    }

    /**
     * @param place of a header.
     * @return {@link #BEGIN}, {@link #END}.
     */
    public static int flags(final long place)
    {
        return (int)(place >>> UPPER_SHIFT) & FLAGS_MASK;
    }
}
