package io.skein.internal.stream;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.protocol.DataHeaderFlyweight;
import io.skein.Outcome;
import io.skein.internal.link.FrameHeader;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.Reservation;
import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Padded;
import io.skein.internal.wire.StreamForm;
import io.skein.stream.StreamException.Reason;
import io.skein.stream.StreamOptions;
import io.skein.stream.WatermarkListener;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts bytes into the log, as long as there is room. Belongs to the thread that is in the gate of the publication; how
 * much was written, any thread may ask.
 */
final class BytesOut extends Padded
{
    private static final int WHOLE = StreamForm.BEGIN | StreamForm.END;
    private static final VarHandle WRITTEN;

    static
    {
        try
        {
            WRITTEN = MethodHandles.lookup().findVarHandle(BytesOut.class, "written", long.class);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private final PublicationLink link;
    private final Reservation room;
    private final WriterSession session;
    private final long max;
    private final long low;
    private final long high;
    private final WatermarkListener listener;
    private ByteWindow window;
    private long written;
    private long limit;
    private long lastFrameLength;
    private int chunk;
    private boolean isTorn;
    private final AtomicBoolean isHigh = new AtomicBoolean();

    BytesOut(final PublicationLink link, final WriterSession session, final StreamOptions options)
    {
        this.link = link;
        room = link.reservation();
        this.session = session;
        max = options.maxBufferedBytes();
        low = options.lowWatermark();
        high = WatermarkListener.NONE == options.listener() ? Long.MAX_VALUE : options.highWatermark();
        listener = options.listener();
        limit = max;
    }

    /**
     * @return bytes since the stream began. From any thread.
     */
    long written()
    {
        return (long)WRITTEN.getAcquire(this); // sync: written
    }

    /**
     * @return bytes that are accepted by the limit of what may be buffered.
     */
    long room()
    {
        if (written >= limit)
        {
            hasRoom(1);
        }
        return limit - written;
    }

    /**
     * Send a chunk from one of two sources.
     *
     * @param bytes  source, or null.
     * @param direct source if the other is null.
     * @param offset in the source.
     * @param length in bytes, at most what may be buffered.
     * @return a position, or a refusal.
     */
    long send(final ByteBuffer bytes, final DirectBuffer direct, final int offset, final int length)
    {
        if (written + length > limit)
        {
            if (!hasRoom(length))
            {
                return Outcome.BUSY;
            }
            // A listener may have taken longer than the client waits for it.
            if (room.isClosed())
            {
                return Outcome.CLOSED;
            }
        }
        final int longest = longestPiece();
        final long result = length <= longest ?
            put(bytes, direct, offset, length, length, WHOLE) :
            sendPieces(bytes, direct, offset, length, longest);
        if (result > 0 && high != Long.MAX_VALUE)
        {
            checkHigh();
        }
        return result;
    }

    /**
     * Read a chunk from a file, straight into the log.
     *
     * @param file     to read.
     * @param position in the file.
     * @param most     bytes, 1 or more; there is room for them.
     * @return how many, 0 at the end of the file, or a refusal.
     */
    long sendFrom(final FileChannel file, final long position, final long most) throws IOException
    {
        final int length = (int)Math.min(most, longestPiece());
        final long result = claim(link.first(), length);
        if (result <= 0)
        {
            return refusal(result);
        }
        boolean isRead = false;
        try
        {
            final int count = file.read(window(length), position);
            if (count > 0)
            {
                isRead = true;
                commit(count, count, WHOLE);
            }
            return Math.max(count, 0);
        }
        finally
        {
            if (!isRead)
            {
                claim.abort();
            }
            if (null != window)
            {
                window.end();
            }
        }
    }

    private ByteBuffer window(final int length)
    {
        final int index = claim.offset() + StreamForm.LENGTH;
        if (ByteWindow.isSupported())
        {
            if (null == window)
            {
                window = new ByteWindow(false, this);
            }
            return window.moveTo(claim.buffer().addressOffset() + index, length);
        }
        final ByteBuffer term = claim.buffer().byteBuffer().duplicate();
        final int position = claim.buffer().wrapAdjustment() + index;
        return term.limit(position + length).position(position);
    }

    /**
     * @return whether the operation has thrown and left a chunk without its end. Within that operation.
     */
    boolean isTorn()
    {
        return isTorn;
    }

    /**
     * Once the reader was asked again: tell of a low watermark. From any thread.
     */
    void checkLow()
    {
        if (isHigh.get())
        {
            final long buffered = buffered();
            if (buffered <= low && isHigh.compareAndSet(true, false))
            {
                listener.onWatermark(false, buffered);
            }
        }
    }

    long buffered()
    {
        return Math.max(0, written() - session.read());
    }

    private void checkHigh()
    {
        if (!isHigh.get() && written - session.read() >= high)
        {
            session.poll();
            final long buffered = buffered();
            if (buffered >= high && isHigh.compareAndSet(false, true))
            {
                listener.onWatermark(true, buffered);
            }
        }
    }

    private boolean hasRoom(final long length)
    {
        session.poll();
        session.throwFailure();
        // A reader that says more than there was is not believed.
        limit = Math.min(session.read(), written) + max;
        checkLow();
        return written + length <= limit;
    }

    /**
     * @return most bytes that go into one frame.
     */
    int longestPiece()
    {
        return link.maxPayloadLength() - StreamForm.LENGTH;
    }

    private long sendPieces(
        final ByteBuffer bytes, final DirectBuffer direct, final int offset, final int length, final int longest)
    {
        final ExclusivePublication publication = link.first();
        // All or nothing: each piece needs its frame, and the end of a term may be left empty once.
        final int frame = BitUtil.align(
            DataHeaderFlyweight.HEADER_LENGTH + publication.maxPayloadLength(), DataHeaderFlyweight.HEADER_LENGTH);
        if (publication.availableWindow() < (length / longest + 2L) * frame)
        {
            return publication.isConnected() ? Outcome.BUSY : Outcome.NOT_CONNECTED;
        }
        long result = 0;
        for (int done = 0; done < length;)
        {
            final int piece = Math.min(longest, length - done);
            final int flags =
                (0 == done ? StreamForm.BEGIN : 0) | (done + piece == length ? StreamForm.END : 0);
            // Unless it throws.
            isTorn = done > 0;
            result = put(bytes, direct, offset + done, piece, length, flags);
            isTorn = false;
            if (result <= 0)
            {
                if (done > 0)
                {
                    session.fail(new Failure(Reason.PEER_LOST, "the reader was lost in the middle of a chunk"));
                    session.throwFailure();
                }
                return result;
            }
            done += piece;
        }
        return result;
    }

    private long put(
        final ByteBuffer bytes, final DirectBuffer direct, final int offset, final int length, final int chunkLength,
        final int flags)
    {
        final int messageLength = StreamForm.LENGTH + length;
        final long frameLength = FrameHeader.alignedLength(messageLength);
        long frame = room.tryTake(frameLength, true);
        while (Reservation.NO_ROOM == frame)
        {
            // Ahead only for frames like the last one: another would not use what was claimed for this.
            final long result = makeRoom(messageLength, frameLength == lastFrameLength);
            if (result <= 0)
            {
                return refusal(result);
            }
            frame = room.tryTake(frameLength, true);
        }
        lastFrameLength = frameLength;
        boolean isFilled = false;
        try
        {
            target.wrap(frame + FrameHeader.LENGTH + StreamForm.LENGTH, length);
            if (null == bytes)
            {
                target.putBytes(0, direct, offset, length);
            }
            else
            {
                target.putBytes(0, bytes, offset, length);
            }
            StreamForm.put(frame + FrameHeader.LENGTH, written, length, chunkLength, chunk, flags);
            isFilled = true;
        }
        finally
        {
            if (isFilled)
            {
                FrameHeader.commit(
                    frame, FrameHeader.LENGTH + messageLength, frame + room.sessionOffset(), room.streamAndTerm());
            }
            else
            {
                // The source threw. A mapped file that was cut short does so too late: the JVM tells of it afterwards.
                FrameHeader.commitPadding(
                    frame, (int)frameLength, frame + room.sessionOffset(), room.streamAndTerm());
            }
            room.openNext();
        }
        committed(length, flags);
        return frame + frameLength + room.positionOffset();
    }

    private long makeRoom(final int messageLength, final boolean isAhead)
    {
        long result = room.refusal();
        if (result >= 0)
        {
            room.end();
            do
            {
                result = room.claim(messageLength, isAhead);
            }
            while (Publication.ADMIN_ACTION == result);
        }
        return result;
    }

    private long claim(final ExclusivePublication publication, final int length)
    {
        long result;
        do
        {
            result = publication.tryClaim(StreamForm.LENGTH + length, claim);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }

    private void commit(final int length, final int chunkLength, final int flags)
    {
        StreamForm.put(
            claim.buffer().addressOffset() + claim.offset(), written, length, chunkLength, chunk, flags);
        claim.commit();
        committed(length, flags);
    }

    private void committed(final int length, final int flags)
    {
        WRITTEN.setRelease(this, written + length); // sync: written
        if (0 != (flags & StreamForm.END))
        {
            ++chunk;
        }
    }

    private long refusal(final long result)
    {
        if (Publication.MAX_POSITION_EXCEEDED == result)
        {
            session.fail(new Failure(Reason.DRIVER_LOST,
                "the log has come to its last position: begin a new stream, or raise term-length"));
            session.throwFailure();
        }
        return Publication.BACK_PRESSURED == result ? Outcome.BUSY : result;
    }
}
