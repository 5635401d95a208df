package io.skein.perf.soak;

import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Layout of a frame: its publisher, its number, words that follow from both; the attachment has the CRC32C of all of
 * it.
 */
final class SoakFrame
{
    static final int MIN_LENGTH = 64;
    static final int ATTACHMENT_LENGTH = Long.BYTES;
    static final int PUBLISHER_OFFSET = 0;
    static final int NUMBER_OFFSET = 8;

    private static final int WORDS_OFFSET = 16;
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private SoakFrame()
    {
    }

    /**
     * @param data      of the frame.
     * @param from      first byte to write, a multiple of 8.
     * @param to        behind the last byte.
     * @param publisher of the frame.
     * @param number    of the frame.
     */
    static void write(
        final MutableDirectBuffer data, final int from, final int to, final long publisher, final long number)
    {
        data.putLong(PUBLISHER_OFFSET, publisher);
        data.putLong(NUMBER_OFFSET, number);
        long word = publisher + number * STEP;
        for (int i = Math.max(WORDS_OFFSET, from); i <= to - Long.BYTES; i += Long.BYTES)
        {
            word += STEP;
            data.putLong(i, word);
        }
    }

    /**
     * @param crc    to compute with.
     * @param buffer direct, all of it.
     * @return checksum of its bytes.
     */
    static long checksum(final CRC32C crc, final ByteBuffer buffer)
    {
        crc.reset();
        crc.update(buffer);
        return crc.getValue();
    }
}
