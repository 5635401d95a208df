package io.skein.transfer;

/**
 * Decides where the bytes of a message go that arrives in slices. Called once per transfer, on the polling thread,
 * before its first byte is written.
 */
@FunctionalInterface
public interface TransferReceiver
{
    /**
     * @param transfer that begins.
     * @return where its bytes go; {@link TransferTarget#ASSEMBLED} for memory of the subscriber's own; or null to
     * refuse it. One target may have one transfer at a time.
     */
    TransferTarget accept(IncomingTransfer transfer);
}
