package io.skein.perf.bench.system;

import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes what is longer than any message of Aeron, from memory off the heap. It waits until all of it is in the log,
 * with the idle strategy of the program, as who publishes a frame would.
 */
final class SkeinSliceSender implements Sender
{
    private final TensorPublisher publisher;
    private final TensorType type;
    private final Content content;
    private final UnsafeBuffer message;
    private final ReusablePayload reusable = new ReusablePayload();

    SkeinSliceSender(final TensorPublisher publisher, final Content content)
    {
        this.publisher = publisher;
        this.content = content;
        type = TensorType.of(DataType.UINT8, content.length());
        message = new UnsafeBuffer(BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH));
    }

    @Override
    public boolean isConnected()
    {
        return publisher.isConnected();
    }

    @Override
    public boolean trySend(final long value)
    {
        content.write(message, 0, value);
        try (Payload payload = reusable.begin().add(message, 0, message.capacity()).finish())
        {
            return publisher.publish(type, payload) > 0;
        }
    }
}
