/**
 * Payloads of any size: what is larger than a message travels in slices, and is put together by the subscriber.
 * <p>
 * Critical path: {@link io.skein.transfer.Transfer#advance()} on the publisher's thread, and
 * {@link io.skein.transfer.TransferTarget#write} on the polling one; neither allocates. Refusals that a program must
 * expect are {@link io.skein.Outcome}s; a transfer that fails at the subscriber is a
 * {@link io.skein.transfer.TransferException} to the error handler, and to the target.
 */
package io.skein.transfer;
