package io.skein.internal.view;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.Verdict;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages of several frames, of one image. One that lies in the log as a whole when its first frame is polled is
 * handed over right there, and its other frames pass by. One that does not is waited for if that can not last, and
 * assembled otherwise (ADR 9). Made when the first such message comes: whoever sends none pays nothing.
 */
final class FragmentReader implements ControlledFragmentHandler
{
    /**
     * The fixed part of any header is in the first frame then.
     */
    private static final int MIN_STRIDE = 512;
    private static final int MAX_HEADER = 1024 * 1024;
    private static final int MIN_HEADER_ROOM = 64 * 1024;
    private static final long NOWHERE = -1;

    private final ImageReader reader;
    private final Image image;
    private final MessageReader headers;
    private final Counters counters;
    private final Assembler assembler;
    private final FragmentScan scan;
    private final FragmentWait wait;
    private final FragmentedMessage message;
    private final FragmentedView view;
    private final boolean isViewable;
    private UnsafeBuffer headerRoom = new UnsafeBuffer(0, 0);
    private long passedPosition = NOWHERE;

    FragmentReader(
        final ImageReader reader, final LogSubscriber subscriber, final Image image, final MessageReader headers)
    {
        this.reader = reader;
        this.image = image;
        this.headers = headers;
        counters = subscriber.counters();
        final int mtu = image.mtuLength();
        final int maxLength = FrameDescriptor.computeMaxMessageLength(image.termBufferLength());
        assembler = new Assembler(maxLength);
        scan = new FragmentScan(mtu, maxLength);
        wait = new FragmentWait(FragmentWait.window(image.subscription().channel(), image.termBufferLength()), mtu);
        message = new FragmentedMessage(mtu);
        view = new FragmentedView(subscriber, headers, message, assembler);
        isViewable = message.stride() >= MIN_STRIDE;
    }

    int poll(final int limit)
    {
        return isViewable && wait.isPossible() ? image.controlledPoll(this, limit) : image.poll(reader, limit);
    }

    /**
     * Of a poll that may wait for the rest of a message.
     */
    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        return reader.tryFragment(buffer, offset, length, header) ? Action.CONTINUE : Action.ABORT;
    }

    /**
     * @return whether the frame is of a message that was handed over when its first frame came.
     */
    boolean passes(final Header header)
    {
        return NOWHERE != passedPosition && isPassed(header.position());
    }

    private boolean isPassed(final long position)
    {
        final boolean isPassed = position <= passedPosition;
        if (position >= passedPosition)
        {
            passedPosition = NOWHERE;
        }
        return isPassed;
    }

    /**
     * The message that has begun is skipped.
     */
    void abandon()
    {
        assembler.abandon();
    }

    /**
     * Take a frame that is not a whole message.
     *
     * @param mayWait whether it can come again.
     * @return whether it was taken; if not, it must come again.
     */
    boolean tryFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header, final boolean mayWait)
    {
        if (passes(header))
        {
            return true;
        }
        final int frame = offset - Frames.HEADER_LENGTH;
        if (isViewable && Frames.isBegin(Frames.flags(buffer, frame)))
        {
            final long begin = header.position() - Frames.alignedLength(length + Frames.HEADER_LENGTH);
            final FragmentScan.Extent extent = scan.look(buffer, frame, begin);
            if (FragmentScan.Extent.COMPLETE == extent && tryView(buffer, offset, header))
            {
                return true;
            }
            if (FragmentScan.Extent.GROWING == extent && mayWait &&
                wait.isWorthWhile(begin, scan.reach(), System.nanoTime()))
            {
                return false;
            }
        }
        assemble(buffer, offset, length, header);
        return true;
    }

    private boolean tryView(final DirectBuffer term, final int offset, final Header header)
    {
        final int length = scan.length();
        DirectBuffer headerMemory = term;
        int headerOffset = offset;
        if (null != headers)
        {
            final int claimed = headers.claimedHeaderLength(term, offset);
            if (claimed > message.stride() && claimed <= length)
            {
                if (!copyHeader(term, offset, claimed))
                {
                    return false;
                }
                headerMemory = headerRoom;
                headerOffset = 0;
            }
        }
        if (assembler.abandon())
        {
            reader.onRejected("fragments of a message are missing", length, header);
        }
        message.wrap(term, offset);
        passedPosition = scan.position() + scan.reach();
        wait.onMessage(scan.reach());
        deliver(headerMemory, headerOffset, length, header);
        return true;
    }

    /**
     * Its parts lie in several frames, and are read in one piece. It is read again from the copy how long it is, which
     * nobody can change any more.
     */
    private boolean copyHeader(final DirectBuffer term, final int offset, final int length)
    {
        if (length > MAX_HEADER)
        {
            return false;
        }
        if (length > headerRoom.capacity())
        {
            headerRoom = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                Math.max(MIN_HEADER_ROOM, BitUtil.findNextPositivePowerOfTwo(length)), BitUtil.CACHE_LINE_LENGTH));
        }
        message.wrap(term, offset);
        message.copyTo(headerRoom, 0, 0, length);
        return length == headers.claimedHeaderLength(headerRoom, 0);
    }

    private void deliver(
        final DirectBuffer headerMemory, final int headerOffset, final int length, final Header header)
    {
        if (null == headers)
        {
            view.begin(header, headerMemory, headerOffset, 0, length, passedPosition);
        }
        else
        {
            final Verdict verdict = headers.read(headerMemory, headerOffset, length);
            if (Verdict.TRANSFER == verdict)
            {
                message.copyTo(assembler.room(length), 0, 0, length);
                reader.onMessage(assembler.buffer(), 0, length, header);
                return;
            }
            if (Verdict.ACCEPTED != verdict)
            {
                reader.onOther(verdict, length, header);
                return;
            }
            reader.onSequence(header);
            view.begin(
                header, headerMemory, headerOffset, headers.payloadOffset(), headers.payloadLength(), passedPosition);
        }
        ++counters.viewed;
        reader.dispatch(view, header);
    }

    private void assemble(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (assembler.onFragment(buffer, offset, length, header))
        {
            ++counters.assembled;
            wait.onMessage(assembler.framedLength());
            reader.onMessage(assembler.buffer(), 0, assembler.length(), header);
        }
        else if (assembler.isBroken())
        {
            reader.onRejected("fragments of a message are missing", length, header);
        }
    }
}
