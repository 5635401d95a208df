package io.skein.tensor;

import io.skein.message.AsyncOptions;
import io.skein.message.MessageView;
import io.skein.message.Publisher;
import io.skein.payload.Payload;
import io.skein.transfer.Transfer;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes tensors: payloads with element type and shape, a sequence number, and an optional attachment.
 * The payload is 64-byte aligned in the memory of publisher and subscriber.
 * <p>
 * Refusals of the operations that return at once are {@link io.skein.Outcome}s. The waiting ones throw
 * {@link io.skein.WaitTimeoutException}, {@link io.skein.ClosedException} or
 * {@link io.skein.InterruptedWaitException}. A message that can never fit is a
 * {@link io.skein.MessageTooLargeException} everywhere; an offer that returns at once is all or nothing, so what would
 * have to go in slices does not fit it.
 */
public interface TensorPublisher extends Publisher
{
    /**
     * @return a claim object for {@link #tryClaim}; allocates.
     */
    TensorClaim newClaim();

    /**
     * Claim room, at once or not at all: in the log; or, when one frame does not hold the tensor, in a slot if the
     * topic has a pool, and else in a buffer of this publisher's, of which there is as much as the topic's
     * {@code chunk.claimMemory} says.
     *
     * @param type  of the tensor.
     * @param claim from {@link #newClaim()} of this publisher, not open.
     * @return positive, or a refusal.
     * @throws io.skein.MessageTooLargeException when no slot or buffer holds it, or it exceeds the topic's
     *                                           {@code chunk.maxTransfer}.
     */
    long tryClaim(TensorType type, TensorClaim claim);

    /**
     * Claim room for a payload and an attachment, at once or not at all.
     *
     * @param type             of the tensor.
     * @param attachmentLength in bytes, 0 to 65,534.
     * @param claim            from {@link #newClaim()} of this publisher, not open.
     * @return positive, or a refusal.
     */
    long tryClaim(TensorType type, int attachmentLength, TensorClaim claim);

    /**
     * Claim room, waiting as the topic's policy says. With policy {@code drop} a refusal gives a claim whose
     * commit returns {@link io.skein.Outcome#DROPPED}.
     *
     * @param type of the tensor.
     * @return this publisher's own claim, open.
     */
    TensorClaim claim(TensorType type);

    /**
     * Claim room, waiting up to a limit whatever the topic's policy.
     *
     * @param type    of the tensor.
     * @param timeout longest wait.
     * @return this publisher's own claim, open.
     */
    TensorClaim claim(TensorType type, Duration timeout);

    /**
     * Copy a tensor into the log, at once or not at all.
     *
     * @param type   of the tensor.
     * @param buffer with its elements.
     * @param offset of its first byte.
     * @param length in bytes; must match the type.
     * @return a position, or a refusal.
     */
    long offer(TensorType type, DirectBuffer buffer, int offset, int length);

    /**
     * Gather the segments into the log, one copy, at once or not at all. The payload stays the caller's.
     *
     * @param type    of the tensor.
     * @param payload its elements; the length must match the type.
     * @return a position, or a refusal.
     */
    long offer(TensorType type, Payload payload);

    /**
     * Like {@link #offer(TensorType, Payload)}, with an attachment.
     *
     * @param type       of the tensor.
     * @param payload    its elements; the length must match the type.
     * @param attachment at most 65,534 bytes: all of the buffer; null for none.
     * @return a position, or a refusal.
     */
    long offer(TensorType type, Payload payload, DirectBuffer attachment);

    /**
     * Like {@link #offer(TensorType, Payload)}, waiting up to a limit. What is larger than a message, or
     * than the topic's {@code chunk.threshold}, goes in slices: then the limit counts from the last slice accepted.
     *
     * @param type    of the tensor.
     * @param payload its elements; the length must match the type.
     * @param timeout longest wait.
     * @return a position.
     */
    long offer(TensorType type, Payload payload, Duration timeout);

    /**
     * Like {@link #offer(TensorType, Payload)}, waiting as the topic's policy says. What is larger than a message, or
     * than the topic's {@code chunk.threshold}, goes in slices.
     *
     * @param type    of the tensor.
     * @param payload its elements; the length must match the type.
     * @return a position, or {@link io.skein.Outcome#DROPPED}.
     */
    long publish(TensorType type, Payload payload);

    /**
     * Like {@link #publish(TensorType, Payload)}, on a thread of this publisher's, without waiting for it. Payloads are
     * published in the order of these calls. Any thread may call this; it waits only while too many payloads are held,
     * and only as {@link AsyncOptions} say. May allocate. Cancelling the future takes the payload back, unless it is
     * being published.
     *
     * @param type    of the tensor.
     * @param payload to publish; belongs to this publisher from now on, unless this throws: it is held until it is in
     *                the log or failed, and then closed, once, before the future completes.
     * @return a position, {@link io.skein.Outcome#DROPPED}, or {@link io.skein.Outcome#BUSY} when too many are held; or
     * what {@code publish} throws, as {@link io.skein.ClosedException} for what is left when this is closed.
     * @throws IllegalStateException when this was not added as {@link io.skein.Sharing#SHARED}, or the payload is
     *                               closed.
     * @throws io.skein.PayloadMismatchException when the payload does not match the type.
     */
    CompletableFuture<Long> publishAsync(TensorType type, Payload payload);

    /**
     * Send a payload of any size in slices, without waiting: nothing happens until {@link Transfer#advance()}, and
     * other messages may be published between two calls of that. Allocates about a kilobyte.
     *
     * @param type    of the tensor.
     * @param payload to publish; belongs to the transfer, unless this throws.
     * @return the transfer, to be advanced until it is done, or closed.
     * @throws io.skein.MessageTooLargeException when it exceeds the topic's {@code chunk.maxTransfer}.
     * @throws IllegalStateException             when the topic has no chunk options.
     */
    Transfer transfer(TensorType type, Payload payload);

    /**
     * Like {@link #transfer(TensorType, Payload)}, with an attachment.
     *
     * @param type       of the tensor.
     * @param payload    to publish; belongs to the transfer, unless this throws.
     * @param attachment at most 65,534 bytes, copied: all of the buffer; null for none.
     * @return the transfer, to be advanced until it is done, or closed.
     * @throws io.skein.MessageTooLargeException when it exceeds the topic's {@code chunk.maxTransfer}.
     * @throws IllegalStateException             when the topic has no chunk options.
     */
    Transfer transfer(TensorType type, Payload payload, DirectBuffer attachment);

    /**
     * Like {@link #transfer(TensorType, Payload, DirectBuffer)}, of a payload that has a name, so that it can go on
     * where it stopped: every subscriber says what it has of it, only the rest is sent, and the transfer is done when
     * all have every byte. A subscriber that comes anew, or that was restarted, joins in.
     *
     * @param type       of the payload.
     * @param payload    to publish; belongs to the transfer, unless this throws.
     * @param attachment at most 65,534 bytes, copied: all of the buffer; null for none.
     * @param contentId  any but 0; the same for the same bytes, and another for others, also after a restart.
     * @return the transfer, to be advanced until it is done, or closed.
     * @throws io.skein.MessageTooLargeException when it exceeds the topic's {@code chunk.maxTransfer}.
     * @throws IllegalArgumentException          when the content id is 0.
     * @throws IllegalStateException             when the topic's subscribers do not answer, see
     *                                           {@link io.skein.topic.ChunkOptions#feedback()}.
     */
    Transfer transfer(TensorType type, Payload payload, DirectBuffer attachment, long contentId);

    /**
     * Publish a received tensor onward, at once or not at all. One that lies in a slot of a pool is not copied: only
     * where it lies travels, whoever's pool it is, and this process holds the slot until every subscriber of this topic
     * has passed it. Others are copied into the log. Attachment, segment boundaries and publish time stay as they are;
     * the sequence number is this publisher's, and a trace goes on.
     *
     * @param view in its handler, or retained.
     * @return a position, or a refusal; {@link io.skein.Outcome#LAPPED} when the slot holds something else by now.
     * @throws IllegalStateException  when the view has ended or was released.
     * @throws io.skein.PoolException when 64 processes hold slots of the pool already.
     */
    long forward(TensorView view);

    /**
     * Let the next message that the calling thread offers, publishes or begins to transfer go on with the trace of one
     * that was received, as far as that is known now: one message, which need not be accepted at the first attempt, and
     * is not one that is claimed ({@link io.skein.message.Claim#continueTrace}), forwarded, or published by
     * {@code publishAsync}. Without this, a message begins a trace. On topics without trace this does nothing.
     *
     * @param view of the received message, in its handler, or retained.
     * @throws IllegalStateException when the view has ended.
     */
    void continueTrace(MessageView view);

    /**
     * Change a received tensor in place and publish it onward, without a copy: only when nobody else can see it, which
     * is when every subscriber that was told of it has passed it, and nobody but the caller retains it. The subscriber
     * that delivered it passes it when its poll returns, so call this outside the handler; what was forwarded is free
     * of its forwarder within milliseconds. Ask again after {@link io.skein.Outcome#NOT_SOLE}, or copy.
     *
     * @param retained held, received over this publisher's {@code Skein}. When this is accepted it has ended, and the
     *                 claim
     *               has its memory: type, length and attachment stay, commit publishes it, and abort gives it up.
     * @param claim  from {@link #newClaim()} of this publisher, not open.
     * @return positive, or a refusal: the tensor is still held then.
     */
    long tryTakeOver(RetainedTensor retained, TensorClaim claim);
}
