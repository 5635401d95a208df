package io.skein.transfer;

/**
 * A run of bytes of a payload that has arrived.
 *
 * @param offset   of the first byte, 0 or more.
 * @param length   in bytes, 1 or more.
 * @param checksum CRC32C of these bytes, if the transfer is {@linkplain IncomingTransfer#isChecked() checked}; else
 *                 anything.
 */
public record ArrivedRange(long offset, long length, int checksum)
{
}
