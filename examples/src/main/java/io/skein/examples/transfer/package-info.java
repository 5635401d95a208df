/**
 * {@code ./skein transfer}: brings a file to another process or host, whole and right, and goes on where it stopped
 * when either end was killed.
 * <p>
 * Read it in this order: {@link io.skein.examples.transfer.FileSender} maps the file and sends it as one payload with a
 * name, {@link io.skein.examples.transfer.FileReceiver} says where files go,
 * {@link io.skein.examples.transfer.PartialFile} takes the bytes of one, and remembers in
 * {@link io.skein.examples.transfer.RangesFile} which there are. Each belongs to one thread.
 */
package io.skein.examples.transfer;
