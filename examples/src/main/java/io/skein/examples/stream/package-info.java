/**
 * {@code ./skein stream}: a pipe between two processes or hosts. Bytes of stdin come out of stdout at the other end,
 * any number of them.
 * <p>
 * Read it in this order: {@link io.skein.examples.stream.StreamSource} writes,
 * {@link io.skein.examples.stream.StreamSink} reads, {@link io.skein.examples.stream.StreamArguments} says on which
 * channel. Each belongs to one thread.
 */
package io.skein.examples.stream;
