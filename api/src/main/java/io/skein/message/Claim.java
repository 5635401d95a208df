package io.skein.message;

import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;

/**
 * Room for one message, filled in place and then committed. A claim that is closed without a commit is aborted:
 * an encoder that throws publishes nothing.
 * <pre>{@code
 * try (Claim claim = publisher.claim(length))
 * {
 *     encoder.wrap(claim.data(), 0);
 *     claim.commit();
 * }
 * }</pre>
 * What is derived from the claim's buffers (a slice, a duplicate, another buffer wrapped around them) does not end with
 * the claim, and must not be used after it.
 * <p>
 * A slot of a pool, or a buffer where the topic has no pool and a frame does not hold the message, is claimed like room
 * in the log, with these differences: it may be held for long and several at a time, committed in any order, and it is
 * the commit that gives it its place among the messages. One whose claim object is lost before it has ended is given
 * back and reported. The commit of what has to go in slices waits until the last of them is in the log, as the topic's
 * back pressure says; when that throws, nobody has got the message, and the claim is still open.
 * <p>
 * A claim object can be used again and again; it belongs to the thread that claimed. Close claims soon: messages behind
 * an open one wait, and so does a close of the publisher.
 */
public interface Claim extends AutoCloseable
{
    /**
     * The room for the payload; index 0 is its first byte, its capacity the claimed length. The contents are zero or
     * stale: write all of it. Ends with commit or abort, after which it has capacity 0.
     *
     * @return the buffer, always the same object.
     * @throws IllegalStateException when the claim is not open.
     */
    MutableDirectBuffer data();

    /**
     * The same room as a direct buffer in native order. It ends with commit or abort, after which its capacity is 0.
     *
     * @return the buffer, always the same object; position 0, limit the claimed length.
     * @throws IllegalStateException when the claim is not open.
     */
    ByteBuffer byteBuffer();

    /**
     * Room for the attachment; capacity 0 when none was asked for.
     *
     * @return the buffer, always the same object.
     * @throws IllegalStateException when the claim is not open.
     */
    MutableDirectBuffer attachment();

    /**
     * Let the message go on with the trace of one that was received, as far as that is known now. Without this, it
     * begins a trace. On topics without trace this does nothing.
     *
     * @param view of the received message, in its handler, or retained.
     * @throws IllegalStateException when the claim is not open, or the view has ended.
     */
    void continueTrace(MessageView view);

    /**
     * @return whether the claim holds room that is neither committed nor aborted.
     */
    boolean isOpen();

    /**
     * Publish.
     *
     * @return the position behind the message, or {@link io.skein.Outcome#DROPPED} when the topic's policy gave the
     * message up. For a slot or a buffer also a refusal, when the subscribers or the driver have gone since the claim.
     * The claim has ended in any case.
     * @throws io.skein.WaitTimeoutException for a slot or a buffer, when the log has no room for as long as the topic's
     *                                       policy waits, counted from the last slice; the claim is still open.
     * @throws io.skein.transfer.TransferException for a buffer, when every subscriber refuses the message; the claim is
     *                                       still open.
     * @throws IllegalStateException when the claim is not open: committing twice, or after abort.
     */
    long commit();

    /**
     * Give the room back unsent. Does nothing when the claim is not open.
     */
    void abort();

    /**
     * {@link #abort()} unless committed.
     */
    @Override
    default void close()
    {
        abort();
    }
}
