/**
 * Payloads in slices: cutting them up, pacing them, and putting them together in bounded memory.
 * <p>
 * Critical path: {@link io.skein.internal.chunk.Slicer} when sending, {@link io.skein.internal.chunk.Assembly} when
 * receiving. Everything here belongs to one thread. Nothing that comes from the wire is believed: a transfer that can
 * not be put together ends as a {@link io.skein.transfer.TransferException} for the error handler, never as one thrown.
 */
package io.skein.internal.chunk;
