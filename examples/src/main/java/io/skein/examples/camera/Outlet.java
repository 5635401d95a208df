package io.skein.examples.camera;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.examples.pace.Deadline;
import io.skein.payload.Payload;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * Where the frames of a stage leave. Belongs to one thread.
 */
final class Outlet implements AutoCloseable
{
    private static final int CACHE_LINE = 64;
    private static final int MESSAGES_PER_TERM = 8;
    private static final int HEADER_BYTES = 256;
    private static final int MIN_TERM_BYTES = 4 << 20;

    private final TensorType type;
    private final TensorPublisher publisher;
    private final Deadline deadline;
    private final StageContext context;
    private final ByteBuffer bytes;
    private final UnsafeBuffer data;
    private final UnsafeBuffer tag = new UnsafeBuffer(new byte[FrameTagDescriptor.LENGTH]);

    Outlet(final StageContext context, final Deadline deadline)
    {
        this.context = context;
        this.deadline = deadline;
        type = context.outputType();
        publisher = context.skein().addTensorPublisher(topic(context.plan(), context.index()), Sharing.EXCLUSIVE);
        bytes = BufferUtil.allocateDirectAligned(Math.toIntExact(type.sizeBytes()), CACHE_LINE);
        data = new UnsafeBuffer(bytes);
    }

    /**
     * @param plan of the run.
     * @param hop  from a stage to the next, from 0.
     * @return the topic between them.
     */
    static Topic topic(final CameraPlan plan, final int hop)
    {
        final long need = MESSAGES_PER_TERM * (plan.type(hop).sizeBytes() + HEADER_BYTES);
        final long term = Math.min(1 << 27, Math.max(MIN_TERM_BYTES, BitUtil.findNextPositivePowerOfTwo(need)));
        return Topic.tensor("camera/" + (hop + 1)).channel("aeron:ipc?term-length=" + term);
    }

    void awaitConnected()
    {
        publisher.awaitConnected(context.plan().patience());
    }

    /**
     * Get room for the next frame, at once or not at all.
     *
     * @return whether there is room.
     */
    boolean tryOpen()
    {
        return true;
    }

    /**
     * @return room for the pixels of the open frame.
     */
    MutableDirectBuffer data()
    {
        return data;
    }

    /**
     * @return the same room.
     */
    ByteBuffer bytes()
    {
        return bytes;
    }

    /**
     * @param number   of the open frame.
     * @param checksum of its bytes.
     */
    void tag(final long number, final long checksum)
    {
        FrameTagDescriptor.put(tag, number, checksum);
    }

    /**
     * Send the open frame.
     *
     * @return a position, or a refusal: then the frame is gone.
     */
    long commit()
    {
        long outcome;
        while ((outcome = publisher.offer(type, Payload.borrow(data, 0, data.capacity(), data), tag)) ==
            Outcome.BACK_PRESSURED)
        {
            if (deadline.idle())
            {
                deadline.check("the next stage");
            }
        }
        deadline.progress();
        return outcome;
    }

    /**
     * Send a frame on as it is, at once or not at all.
     *
     * @param view of the frame.
     * @return a position, or a refusal.
     */
    long forward(final TensorView view)
    {
        return publisher.offer(
            type, Payload.borrow(view.buffer(), 0, view.length(), this), view.attachment());
    }

    /**
     * @return payload that was copied to send it.
     */
    long copiedBytes()
    {
        return lanes().gathered() * type.sizeBytes();
    }

    Lanes lanes()
    {
        return Lanes.of(publisher.stats());
    }

    @Override
    public void close()
    {
        publisher.close();
    }
}
