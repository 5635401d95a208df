package io.skein.stream;

import io.skein.topic.Topic;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.time.Duration;

/**
 * Writes a byte stream. What is written goes straight into the log, with one copy, and is accepted while what was
 * written and not read is at most {@link StreamOptions#maxBufferedBytes()}.
 * <p>
 * {@code send} keeps boundaries: the reader can receive the same chunks. {@code write} has none, waits for as long as
 * it takes, and accepts all. Both may be mixed.
 * <p>
 * One thread at a time, unless added as shared; {@link #close()}, {@link #abort} and {@link #info()} from any. When the
 * reader closed before the end, died, or the driver went away, {@code send} throws a {@link StreamException} and
 * {@code write} an {@link IOException} with that as its cause, at once and from then on.
 */
public interface ByteStreamWriter extends GatheringByteChannel
{
    /**
     * @return that this writes to.
     */
    Topic topic();

    /**
     * @return whether a reader is there.
     */
    boolean isConnected();

    /**
     * Wait for a reader.
     *
     * @param timeout longest wait; negative is none.
     * @throws io.skein.WaitTimeoutException     when none came.
     * @throws io.skein.ClosedException          when this was closed.
     * @throws io.skein.InterruptedWaitException when interrupted.
     */
    void awaitConnected(Duration timeout);

    /**
     * Send a chunk, at once or not at all. Allocates nothing. When reading the source throws, the chunk is not sent, or
     * the stream is aborted if a part of it was. Not so with a mapped file that somebody cuts short: the error comes
     * after the copy, and wrong bytes may have gone. {@link #transferFrom} reads files safely.
     *
     * @param source of the bytes from its position to its limit; its position moves to the limit when they are
     * accepted.
     * @return a position, or {@link io.skein.Outcome#BUSY}, {@link io.skein.Outcome#NOT_CONNECTED},
     *     {@link io.skein.Outcome#DISCONNECTED} or {@link io.skein.Outcome#CLOSED}.
     * @throws io.skein.MessageTooLargeException when it is longer than what may be buffered.
     * @throws StreamException                   when the stream failed.
     */
    long send(ByteBuffer source);

    /**
     * Like {@link #send(ByteBuffer)}.
     *
     * @param source with the chunk.
     * @param offset of its first byte.
     * @param length in bytes.
     * @return a position, or a refusal.
     */
    long send(DirectBuffer source, int offset, int length);

    /**
     * Send a chunk, waiting up to a limit.
     *
     * @param source  as for {@link #send(ByteBuffer)}.
     * @param timeout longest wait; negative is none.
     * @return a position.
     * @throws io.skein.WaitTimeoutException     when it was not accepted in time; nothing of it was sent.
     * @throws io.skein.ClosedException          when this is closed.
     * @throws io.skein.InterruptedWaitException when interrupted; nothing of it was sent.
     * @throws io.skein.MessageTooLargeException when it is longer than what may be buffered.
     * @throws StreamException                   when the stream failed.
     */
    long send(ByteBuffer source, Duration timeout);

    /**
     * Write all bytes, waiting as long as it takes for a reader and for it to read.
     *
     * @param source of the bytes from its position to its limit.
     * @return how many they were.
     * @throws IOException {@link java.nio.channels.ClosedChannelException} when this is closed,
     *                     {@link java.io.InterruptedIOException} when interrupted, or when the stream failed. The
     *                     source's position says how many bytes were written.
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /**
     * Write bytes of a file, read from it straight into the log; waits as {@link #write(ByteBuffer)}.
     *
     * @param file     to read.
     * @param position of the first byte in the file, 0 or more.
     * @param count    most bytes, 0 or more.
     * @return how many were written; fewer when the file ends before.
     * @throws IOException              as for {@link #write(ByteBuffer)}, or when the file can not be read.
     * @throws IllegalArgumentException when position or count is negative.
     */
    long transferFrom(FileChannel file, long position, long count) throws IOException;

    /**
     * @return this as a stream. Its {@code flush} does nothing, as nothing is held back; its {@code close} closes this.
     */
    OutputStream asOutputStream();

    /**
     * Wait until everything was read.
     *
     * @param timeout longest wait; negative is none.
     * @throws io.skein.WaitTimeoutException     when it was not.
     * @throws io.skein.InterruptedWaitException when interrupted.
     * @throws io.skein.ClosedException          when this is closed.
     * @throws StreamException                   when the stream failed.
     */
    void awaitRead(Duration timeout);

    /**
     * @return where this stands. From any thread.
     */
    StreamInfo info();

    /**
     * Give the stream up: what was not read is void, and the reader is told why. Idempotent, from any thread; nothing
     * after {@link #close()}.
     *
     * @param reason for the reader, at most 1,024 characters of it are sent.
     */
    void abort(String reason);

    /**
     * End the stream: everything sent stays readable, then the reader comes to the end. Wakes who waits here. Waits
     * until the end is in the log, within the close timeout. Idempotent, from any thread.
     */
    @Override
    void close();
}
