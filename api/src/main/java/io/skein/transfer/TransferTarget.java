package io.skein.transfer;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where the bytes of one transfer go: memory, see {@link #of(MutableDirectBuffer)}, or anything else that can be
 * written at a position, such as a file, which may be larger than any buffer. All calls come from the polling thread.
 * What they throw fails the transfer.
 */
public interface TransferTarget
{
    /**
     * Memory of the subscriber's own, of which there is as much as the topic's {@code chunk.memory} says.
     */
    TransferTarget ASSEMBLED = (offset, source, index, length) ->
    {
        throw new UnsupportedOperationException("stands for memory of the subscriber's own");
    };

    /**
     * Write a run of bytes. Each byte of the payload is written once, in order of arrival, which is the order of the
     * payload unless something went wrong on the way.
     *
     * @param offset of the first byte within the payload.
     * @param source that holds the bytes; only during this call.
     * @param index  of the first byte in the source.
     * @param length in bytes, 1 or more.
     */
    void write(long offset, DirectBuffer source, int index, int length);

    /**
     * The memory that {@link #write} writes to, offset 0 of the payload being its index 0: then the handler gets a view
     * over it when the transfer is complete. Without it, the target is all that learns of the message.
     *
     * @return off-heap memory as large as the payload or larger, or null.
     */
    default DirectBuffer buffer()
    {
        return null;
    }

    /**
     * Which bytes of this very content does the target have already, from a transfer that was cut off? They will not be
     * sent again. Asked once, before the first {@link #write}, if the transfer has a
     * {@linkplain IncomingTransfer#contentId() content id}.
     *
     * @param transfer that begins.
     * @return in order, within the payload, no two touching; what {@link IncomingTransfer#arrived()} said. Checksums
     * must be right if the transfer is checked.
     */
    default List<ArrivedRange> resume(final IncomingTransfer transfer)
    {
        return List.of();
    }

    /**
     * Every byte was written, and the checksum is right if there is one. Before the handler is called.
     *
     * @param transfer that is complete.
     * @param sequence of the message.
     */
    default void completed(final IncomingTransfer transfer, final long sequence)
    {
    }

    /**
     * There will be no more: what was written is not the whole payload, or not the right one.
     *
     * @param transfer that failed; {@link IncomingTransfer#missing()} says what was not written.
     * @param failure  that says why; the error handler gets it too.
     */
    default void failed(final IncomingTransfer transfer, final TransferException failure)
    {
    }

    /**
     * @param buffer off-heap; a payload that is larger is refused.
     * @return a target that writes to it, from index 0 on.
     * @throws IllegalArgumentException when the buffer is on the heap.
     */
    static TransferTarget of(final MutableDirectBuffer buffer)
    {
        return new BufferTarget(buffer);
    }

    /**
     * @param buffer direct, from its position to its limit as they are now; a payload that is larger is refused.
     * @return a target that writes to it.
     * @throws IllegalArgumentException when the buffer is on the heap or read-only.
     */
    static TransferTarget of(final ByteBuffer buffer)
    {
        if (buffer.isReadOnly())
        {
            throw new IllegalArgumentException("a transfer can not go into a read-only buffer");
        }
        return new BufferTarget(new UnsafeBuffer(buffer, buffer.position(), buffer.remaining()));
    }
}
