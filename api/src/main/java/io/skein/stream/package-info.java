/**
 * Byte streams: bytes from one writer to one reader, as through a pipe, between threads, processes and hosts. In order,
 * none lost, with an end, an abort, and a limit of how much may be under way.
 * <p>
 * Critical path: {@link io.skein.stream.ByteStreamWriter#send} and {@link io.skein.stream.ByteStreamReader#poll}, which
 * write into the log and read from it in place and allocate nothing. A writer belongs to one thread at a time unless it
 * was added as shared; a reader may be used by any number of threads. Waits hold no monitor, so that they never pin a
 * virtual thread; one that really has to wait allocates a small object. Expected refusals are outcomes; what ends a
 * stream before its end is a {@link io.skein.stream.StreamException} with a reason, or an {@link java.io.IOException}
 * that has it as its cause where {@code java.nio} and {@code java.io} are implemented. docs/adr/0010-byte-streams.md
 * has the wire and the reasons.
 */
package io.skein.stream;
