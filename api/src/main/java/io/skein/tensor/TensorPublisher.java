package io.skein.tensor;

import io.skein.message.Publisher;
import io.skein.payload.Payload;
import org.agrona.DirectBuffer;

import java.time.Duration;

/**
 * Publishes tensors: payloads with element type and shape, a sequence number, and an optional attachment.
 * The payload is 64-byte aligned in the memory of publisher and subscriber.
 * <p>
 * Refusals of the operations that return at once are {@link io.skein.Outcome}s. The waiting ones throw
 * {@link io.skein.WaitTimeoutException}, {@link io.skein.ClosedException} or
 * {@link io.skein.InterruptedWaitException}. A message that can never fit is a
 * {@link io.skein.MessageTooLargeException} everywhere.
 */
public interface TensorPublisher extends Publisher
{
    /**
     * @return a claim object for {@link #tryClaim}; allocates.
     */
    TensorClaim newClaim();

    /**
     * Claim room in the log, at once or not at all.
     *
     * @param type  of the tensor; one frame must hold it.
     * @param claim from {@link #newClaim()} of this publisher, not open.
     * @return a position, or a refusal.
     */
    long tryClaim(TensorType type, TensorClaim claim);

    /**
     * Claim room in the log for a payload and an attachment, at once or not at all.
     *
     * @param type             of the tensor.
     * @param attachmentLength in bytes, 0 to 65,534.
     * @param claim            from {@link #newClaim()} of this publisher, not open.
     * @return a position, or a refusal.
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
     * Like {@link #offer(TensorType, Payload)}, waiting up to a limit.
     *
     * @param type    of the tensor.
     * @param payload its elements; the length must match the type.
     * @param timeout longest wait.
     * @return a position.
     */
    long offer(TensorType type, Payload payload, Duration timeout);

    /**
     * Like {@link #offer(TensorType, Payload)}, waiting as the topic's policy says.
     *
     * @param type    of the tensor.
     * @param payload its elements; the length must match the type.
     * @return a position, or {@link io.skein.Outcome#DROPPED}.
     */
    long publish(TensorType type, Payload payload);
}
