package io.skein.examples.camera;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Adds up every byte of a frame: CRC-32C, for which processors have an instruction. Belongs to one thread.
 */
final class Checksum
{
    private final CRC32C crc = new CRC32C();

    /**
     * @param bytes all of the buffer, from 0 to its limit; its position is 0 again afterwards.
     * @return 0 to 2^32 - 1.
     */
    long of(final ByteBuffer bytes)
    {
        bytes.position(0);
        crc.reset();
        crc.update(bytes);
        bytes.position(0);
        return crc.getValue();
    }
}
