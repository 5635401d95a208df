package io.skein.tensor;

import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferTarget;

/**
 * Decides where the elements of a tensor go that arrives in slices. Called once per transfer, on the polling thread,
 * before its first byte is written.
 */
@FunctionalInterface
public interface TensorTransferReceiver
{
    /**
     * @param type     of the tensor.
     * @param transfer that begins.
     * @return where its bytes go; {@link TransferTarget#ASSEMBLED} for memory of the subscriber's own; or null to
     * refuse it. One target may have one transfer at a time.
     */
    TransferTarget accept(TensorType type, IncomingTransfer transfer);
}
