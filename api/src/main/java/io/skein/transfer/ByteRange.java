package io.skein.transfer;

/**
 * A run of bytes of a payload.
 *
 * @param offset of the first byte, 0 or more.
 * @param length in bytes, 1 or more.
 */
public record ByteRange(long offset, long length)
{
}
