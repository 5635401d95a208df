package io.skein.message;

import io.skein.payload.Payload;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes the caller's own bytes, with no header of Skein's: for user-defined SBE schemas and foreign subscribers.
 * The payload is 32-byte aligned.
 * <p>
 * Refusals of the operations that return at once are {@link io.skein.Outcome}s. The waiting ones throw
 * {@link io.skein.WaitTimeoutException}, {@link io.skein.ClosedException} or
 * {@link io.skein.InterruptedWaitException}. A message that can never fit is a
 * {@link io.skein.MessageTooLargeException} everywhere.
 */
public interface RawPublisher extends Publisher
{
    /**
     * @return a claim object for {@link #tryClaim}; allocates.
     */
    Claim newClaim();

    /**
     * Claim room in the log, at once or not at all.
     *
     * @param length of the payload in bytes, 0 to the largest that fits one frame.
     * @param claim  from {@link #newClaim()} of this publisher, not open.
     * @return a position, or a refusal.
     */
    long tryClaim(int length, Claim claim);

    /**
     * Claim room, waiting as the topic's policy says. With policy {@code drop} a refusal gives a claim whose
     * commit returns {@link io.skein.Outcome#DROPPED}.
     *
     * @param length of the payload in bytes.
     * @return this publisher's own claim, open.
     */
    Claim claim(int length);

    /**
     * Claim room, waiting up to a limit whatever the topic's policy.
     *
     * @param length  of the payload in bytes.
     * @param timeout longest wait.
     * @return this publisher's own claim, open.
     */
    Claim claim(int length, Duration timeout);

    /**
     * Copy a message into the log, at once or not at all.
     *
     * @param buffer with the message.
     * @param offset of its first byte.
     * @param length in bytes.
     * @return a position, or a refusal.
     */
    long offer(DirectBuffer buffer, int offset, int length);

    /**
     * Gather the segments into the log, one copy, at once or not at all. The payload stays the caller's.
     *
     * @param payload to publish.
     * @return a position, or a refusal.
     */
    long offer(Payload payload);

    /**
     * Like {@link #offer(Payload)}, waiting up to a limit.
     *
     * @param payload to publish.
     * @param timeout longest wait.
     * @return a position.
     */
    long offer(Payload payload, Duration timeout);

    /**
     * Like {@link #offer(Payload)}, waiting as the topic's policy says.
     *
     * @param payload to publish.
     * @return a position, or {@link io.skein.Outcome#DROPPED}.
     */
    long publish(Payload payload);

    /**
     * Like {@link #publish(Payload)}, on a thread of this publisher's, without waiting for it. Payloads are
     * published in the order of these calls. Any thread may call this; it waits only while too many payloads are held,
     * and only as {@link AsyncOptions} say. May allocate. Cancelling the future takes the payload back, unless it is
     * being published.
     *
     * @param payload to publish; belongs to this publisher from now on, unless this throws: it is held until it is in
     *                the log or failed, and then closed, once, before the future completes.
     * @return a position, {@link io.skein.Outcome#DROPPED}, or {@link io.skein.Outcome#BUSY} when too many are held; or
     * what {@code publish} throws, as {@link io.skein.ClosedException} for what is left when this is closed.
     * @throws IllegalStateException when this was not added as {@link io.skein.Sharing#SHARED}, or the payload is
     *                               closed.
     */
    CompletableFuture<Long> publishAsync(Payload payload);
}
