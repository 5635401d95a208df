package io.skein.examples.camera;

import io.skein.Sharing;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;

/**
 * Where the frames of a stage leave. Belongs to one thread.
 */
final class Outlet implements AutoCloseable
{
    private final StageContext context;
    private final TensorType type;
    private final TensorPublisher publisher;
    private final TensorClaim claim;
    private final TensorClaim rehearsal;

    Outlet(final StageContext context)
    {
        this.context = context;
        type = context.outputType();
        publisher = context.skein().addTensorPublisher(topic(context.plan(), context.index()), Sharing.EXCLUSIVE);
        claim = publisher.newClaim();
        rehearsal = publisher.newClaim();
    }

    /**
     * @param plan of the run.
     * @param hop  from a stage to the next, from 0.
     * @return the topic between them: with a pool where the stage makes frames, without where it only sends them on.
     */
    static Topic topic(final CameraPlan plan, final int hop)
    {
        final Topic plain = Topic.tensor("camera/" + (hop + 1));
        final Topic topic = plan.isTraced() ? plain.trace(plan.trace()) : plain;
        if (plan.isForward(hop))
        {
            return topic;
        }
        final long slotSize = Math.max(PoolOptions.MIN_SLOT_SIZE, plan.type(hop).sizeBytes());
        // Small frames too: they shall take the way of large ones, to be forwarded where they lie.
        return topic.pool(PoolOptions.of(plan.slots(), slotSize).threshold(0).preTouch(true));
    }

    void awaitConnected()
    {
        publisher.awaitConnected(context.plan().patience());
    }

    /**
     * Get a slot for the next frame, at once or not at all.
     *
     * @return whether there is one.
     */
    boolean tryOpen()
    {
        return publisher.tryClaim(type, FrameTagDescriptor.LENGTH, claim) > 0;
    }

    /**
     * @param view of the frame that the open one is made of: its trace goes on.
     */
    void continueTrace(final TensorView view)
    {
        claim.continueTrace(view);
    }

    /**
     * @return room for the pixels of the open frame, in the slot.
     */
    MutableDirectBuffer data()
    {
        return claim.data();
    }

    /**
     * @return the same room.
     */
    ByteBuffer bytes()
    {
        return claim.byteBuffer();
    }

    /**
     * @param number   of the open frame.
     * @param checksum of its bytes.
     */
    void tag(final long number, final long checksum)
    {
        FrameTagDescriptor.put(claim.attachment(), number, checksum);
    }

    /**
     * Send the open frame.
     *
     * @return a position, or a refusal: then the frame is gone.
     */
    long commit()
    {
        return claim.commit();
    }

    /**
     * Send a frame without content on its way, in a slot of its own, whether one is open or not.
     *
     * @return a position, or a refusal: then there was none.
     */
    long rehearse()
    {
        final long outcome = publisher.tryClaim(type, FrameTagDescriptor.LENGTH, rehearsal);
        if (outcome > 0)
        {
            FrameTagDescriptor.put(rehearsal.attachment(), FrameTagDescriptor.WARM_UP, FrameTagDescriptor.UNCHECKED);
            return rehearsal.commit();
        }
        return outcome;
    }

    /**
     * Send a frame on where it lies, at once or not at all.
     *
     * @param view of the frame.
     * @return a position, or a refusal.
     */
    long forward(final TensorView view)
    {
        return publisher.forward(view);
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
        claim.close();
        rehearsal.close();
        publisher.close();
    }
}
