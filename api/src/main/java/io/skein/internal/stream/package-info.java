/**
 * Byte streams over three Aeron streams: bytes with their start and end, an abort beside them, and the way back on
 * which the reader says what it has read.
 * <p>
 * Critical path: {@link io.skein.internal.stream.BytesOut} and {@link io.skein.internal.stream.BytesIn}; what the
 * reader has read is told in batches, and looked at only when the writer has no room left. Everything else is done
 * every few milliseconds on the client's thread, which takes no lock that a user's thread may hold for long. All waits
 * go through {@link io.skein.internal.stream.Waiting}. What fails ends the stream, with a reason for both ends.
 */
package io.skein.internal.stream;
