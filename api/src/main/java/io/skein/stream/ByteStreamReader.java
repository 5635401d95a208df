package io.skein.stream;

import io.skein.topic.Topic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Reads a byte stream: as chunks the way they were sent, as bytes without boundaries, or where they lie in the log. All
 * ways may be mixed, and used by any number of threads: what one got, no other gets. What is left of a chunk of which
 * some bytes were read is received as a chunk.
 * <p>
 * After the last byte comes the end of the stream. When the writer aborted, died, or the driver went away, what is
 * asked for next is a {@link StreamException}, or an {@link IOException} with that as its cause, at once and from then
 * on.
 */
public interface ByteStreamReader extends ScatteringByteChannel, Iterable<ByteBuffer>
{
    /**
     * Returned by operations that count: nothing has come yet.
     */
    int NOTHING = -2;

    /**
     * Returned by operations that count: the stream is at its end.
     */
    int END = -1;

    /**
     * @return that this reads from.
     */
    Topic topic();

    /**
     * @return whether a writer is there.
     */
    boolean isConnected();

    /**
     * Wait for a writer.
     *
     * @param timeout longest wait; negative is none.
     * @throws io.skein.WaitTimeoutException     when none came.
     * @throws io.skein.ClosedException          when this was closed.
     * @throws io.skein.InterruptedWaitException when interrupted.
     */
    void awaitConnected(Duration timeout);

    /**
     * Read what has come where it lies in the log. Never waits, copies and allocates nothing.
     *
     * @param handler reads.
     * @param limit   most views in this call, 1 or more; it ends earlier when the writer must be told of what was read.
     * @return how many there were; 0 when nothing has come yet, {@link #END} at the end of the stream.
     * @throws StreamException          when the stream failed.
     * @throws io.skein.ClosedException when this is closed.
     */
    int poll(StreamHandler handler, int limit);

    /**
     * Receive a chunk, if a whole one is there.
     *
     * @return data, {@link Chunk#EMPTY} or {@link Chunk#CLOSED}.
     * @throws StreamException          when the stream failed.
     * @throws io.skein.ClosedException when this is closed.
     */
    Chunk tryReceive();

    /**
     * Receive a chunk into the caller's memory, if a whole one is there. Allocates nothing once the longest chunk was
     * seen.
     *
     * @param target with room for the chunk; its position moves behind it.
     * @return length of the chunk, {@link #NOTHING} or {@link #END}.
     * @throws io.skein.MessageTooLargeException when it does not fit; it can still be received.
     * @throws java.nio.ReadOnlyBufferException  when the target is read-only.
     * @throws StreamException                   when the stream failed.
     * @throws io.skein.ClosedException          when this is closed.
     */
    int tryReceive(ByteBuffer target);

    /**
     * Receive a chunk, waiting as long as it takes.
     *
     * @return data, or {@link Chunk#CLOSED}.
     * @throws io.skein.InterruptedWaitException when interrupted; nothing is lost.
     * @throws StreamException                   when the stream failed.
     * @throws io.skein.ClosedException          when this is closed.
     */
    Chunk receive();

    /**
     * Receive a chunk, waiting up to a limit.
     *
     * @param timeout longest wait; negative is none.
     * @return data, or {@link Chunk#CLOSED}.
     * @throws io.skein.WaitTimeoutException     when none came; the next call receives it.
     * @throws io.skein.InterruptedWaitException when interrupted; nothing is lost.
     * @throws StreamException                   when the stream failed.
     * @throws io.skein.ClosedException          when this is closed.
     */
    Chunk receive(Duration timeout);

    /**
     * Receive a chunk later. What is cancelled, or completed by somebody else, takes no chunk. Completed by a thread of
     * this reader: what depends on it must not wait, or be {@code Async}.
     *
     * @return data or {@link Chunk#CLOSED}; fails as {@link #receive()} does.
     */
    CompletableFuture<Chunk> receiveAsync();

    /**
     * Like {@link #receiveAsync()}, for so long.
     *
     * @param timeout longest wait; negative is none.
     * @return fails with {@link io.skein.WaitTimeoutException} when no chunk came.
     */
    CompletableFuture<Chunk> receiveAsync(Duration timeout);

    /**
     * The chunks that come from now on, as demanded. Each subscriber competes with all others, and with other ways to
     * receive. Signals come from a thread of this reader, one at a time: a subscriber must not wait.
     *
     * @return publishes chunks, then completes; fails as {@link #receive()} does.
     */
    Flow.Publisher<ByteBuffer> publisher();

    /**
     * Read bytes, waiting for the first one only.
     *
     * @param target of the bytes.
     * @return how many were read; 0 when there is no room; {@link #END} at the end of the stream.
     * @throws IOException {@link java.nio.channels.ClosedChannelException} when this is closed,
     *                     {@link java.io.InterruptedIOException} when interrupted, or when the stream failed.
     */
    @Override
    int read(ByteBuffer target) throws IOException;

    /**
     * Write everything to a channel, straight from the log, until the end of the stream.
     *
     * @param target that takes it.
     * @return how many bytes.
     * @throws IOException as for {@link #read(ByteBuffer)}, or when the target fails; what it did not take is lost.
     */
    long transferTo(WritableByteChannel target) throws IOException;

    /**
     * @return this as a stream, with {@code mark} and {@code readLine}. Its {@code close} closes this.
     */
    default StreamInput asInputStream()
    {
        return new StreamInput(this);
    }

    /**
     * @return where this stands. From any thread.
     */
    StreamInfo info();

    /**
     * Give the stream up; the writer is told why. Idempotent, from any thread; nothing after {@link #close()}.
     *
     * @param reason for the writer, at most 1,024 characters of it are sent.
     */
    void abort(String reason);

    /**
     * Read no more; a writer that is not done gets an error. Wakes who waits here. Idempotent, from any thread.
     */
    @Override
    void close();
}
