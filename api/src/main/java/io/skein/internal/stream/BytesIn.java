package io.skein.internal.stream;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.internal.memory.Padded;
import io.skein.internal.wire.StreamForm;
import io.skein.stream.Chunk;
import io.skein.stream.StreamException.Reason;
import io.skein.stream.StreamHandler;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;

/**
 * Takes bytes out of the log: shows them, copies as many as fit, or copies a whole chunk. What is left of a frame stays
 * in the log. Belongs to the thread that is in the gate of the subscription.
 */
final class BytesIn extends Padded implements ControlledFragmentHandler
{
    /**
     * The chunk went into the caller's memory.
     */
    static final Chunk IN_TARGET = Chunk.of(ByteBuffer.allocate(0));

    private static final int VIEW = 0;
    private static final int COPY = 1;
    private static final int CHUNK = 2;

    private final ReaderSession session;
    private final Carry carry = new Carry();
    private final Words words = new Words();
    private Image image;
    private BytesView view;

    private int mode;
    private StreamHandler handler;
    private Throwable thrown;
    private ByteBuffer target;
    private Reception taker;
    private Chunk chunk;
    private int tooLong;
    private int count;

    /**
     * Bytes before the frame that is next.
     */
    private long position;
    private long read;
    private long readBefore;
    private int frameLength;
    private int frameFlags;
    private int frameDone;
    private int chunkNumber;
    private int chunkLength;
    private int chunkLeft;
    private boolean isInChunk;

    /**
     * Longest chunk: none before the stream has started.
     */
    private int max = -1;

    BytesIn(final ReaderSession session)
    {
        this.session = session;
    }

    /**
     * @return whether bytes are left of what was taken from the log.
     */
    boolean hasRest()
    {
        return carry.length() > 0;
    }

    long read()
    {
        return read;
    }

    /**
     * @return bytes that were written, as far as they were looked at.
     */
    long seen()
    {
        return position;
    }

    /**
     * @return how many views were handled.
     */
    int poll(final Image source, final StreamHandler newHandler, final int limit)
    {
        begin(source, VIEW);
        handler = newHandler;
        if (carry.length() > 0)
        {
            final int length = carry.length();
            show(carry.buffer(), carry.start(), length, position - length, carry.isFromBegin(), false);
            carry.skip(length);
        }
        if (null == thrown && count < limit)
        {
            image.controlledPoll(this, limit - count);
        }
        handler = null;
        return count;
    }

    /**
     * @return what the handler threw in the poll before, once.
     */
    Throwable takeThrown()
    {
        final Throwable result = thrown;
        thrown = null;
        return result;
    }

    /**
     * @return how many bytes were copied.
     */
    int copy(final Image source, final ByteBuffer newTarget)
    {
        begin(source, COPY);
        target = newTarget;
        count = carry.take(newTarget);
        read += count;
        if (newTarget.hasRemaining())
        {
            image.controlledPoll(this, Integer.MAX_VALUE);
        }
        target = null;
        return count;
    }

    /**
     * @param newTarget for the chunk; null for a new one.
     * @param newTaker  asked whether it still wants the chunk; null when there is none.
     * @return the chunk, {@link #IN_TARGET}, or {@link Chunk#EMPTY}.
     */
    Chunk receive(final Image source, final ByteBuffer newTarget, final Reception newTaker)
    {
        begin(source, CHUNK);
        target = newTarget;
        taker = newTaker;
        chunk = Chunk.EMPTY;
        tooLong = -1;
        image.controlledPoll(this, Integer.MAX_VALUE);
        target = null;
        taker = null;
        return chunk;
    }

    /**
     * @return length of the chunk that the target before had no room for, or -1.
     */
    int tooLong()
    {
        return tooLong;
    }

    /**
     * @return bytes of the chunk received before.
     */
    int received()
    {
        return count;
    }

    private void begin(final Image source, final int newMode)
    {
        image = source;
        mode = newMode;
        count = 0;
        readBefore = read;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        final long address = buffer.addressOffset() + offset;
        if (length < StreamForm.LENGTH || !StreamForm.is(address))
        {
            return onOther(buffer, offset, length, header);
        }
        if (0 == frameDone && !isWholeChunk(address, length) && !isAccepted(address, length))
        {
            return Action.ABORT;
        }
        final int index = offset + StreamForm.LENGTH + frameDone;
        return switch (mode)
        {
            case VIEW -> onView(buffer, index);
            case COPY -> onCopy(buffer, index);
            default -> onChunk(buffer, index);
        };
    }

    private Action onView(final DirectBuffer buffer, final int index)
    {
        final boolean isBegin = 0 != (frameFlags & StreamForm.BEGIN) && 0 == frameDone;
        show(buffer, index, frameLength - frameDone, position + frameDone, isBegin,
            0 != (frameFlags & StreamForm.END));
        endFrame();
        // The writer is told after the poll: with long chunks a poll to its limit would hold the writer up.
        return null == thrown && read - readBefore < max / ReaderSession.PARTS ? Action.CONTINUE : Action.BREAK;
    }

    private void show(
        final DirectBuffer buffer, final int index, final int length, final long at, final boolean isBegin,
        final boolean isEnd)
    {
        if (null == view)
        {
            view = new BytesView(this);
        }
        view.begin(buffer, index, length, at, isBegin, isEnd);
        try
        {
            handler.onBytes(view);
        }
        catch (final Throwable ex)
        {
            thrown = ex;
        }
        finally
        {
            view.end();
        }
        read += length;
        ++count;
    }

    private Action onCopy(final DirectBuffer buffer, final int index)
    {
        final int left = frameLength - frameDone;
        final int length = Math.min(left, target.remaining());
        buffer.getBytes(index, target, length);
        count += length;
        read += length;
        if (length < left)
        {
            frameDone += length;
            return Action.ABORT;
        }
        endFrame();
        return target.hasRemaining() ? Action.CONTINUE : Action.BREAK;
    }

    private Action onChunk(final DirectBuffer buffer, final int index)
    {
        final int left = frameLength - frameDone;
        final int whole = carry.length() + chunkLeft - frameDone;
        if (null != target && target.remaining() < whole)
        {
            tooLong = whole;
            return Action.ABORT;
        }
        if (0 == (frameFlags & StreamForm.END))
        {
            final boolean isBegin = 0 != (frameFlags & StreamForm.BEGIN) && 0 == frameDone;
            carry.append(buffer, index, left, whole, isBegin);
            endFrame();
            return Action.CONTINUE;
        }
        if (null != taker && !taker.claim())
        {
            return Action.ABORT;
        }
        final ByteBuffer bytes = null != target ? target : ByteBuffer.allocate(whole);
        carry.take(bytes);
        buffer.getBytes(index, bytes, left);
        endFrame();
        count = whole;
        read += whole;
        chunk = null != target ? IN_TARGET : Chunk.of(bytes.flip());
        return Action.BREAK;
    }

    private Action onOther(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (session.onSignal(words, buffer, offset, length, image, isInChunk ? -1 : position))
        {
            max = session.isStarted() ? (int)session.maxBufferedBytes() : -1;
            return session.isEnded() || null != session.failure() ? Action.BREAK : Action.CONTINUE;
        }
        return reject("it is none of a byte stream (" + words.describe() + "); has another topic this stream id?",
            length);
    }

    /**
     * Most frames are a chunk each: accepted with few compares.
     */
    private boolean isWholeChunk(final long address, final int length)
    {
        final long lengths = StreamForm.lengths(address);
        final int bytes = StreamForm.length(lengths);
        if (StreamForm.place(address) == StreamForm.wholePlace(chunkNumber) &&
            StreamForm.position(address) == position && StreamForm.chunkLength(lengths) == bytes &&
            bytes >= 0 && bytes <= Math.min(length - StreamForm.LENGTH, max) && !isInChunk)
        {
            frameLength = bytes;
            frameFlags = StreamForm.BEGIN | StreamForm.END;
            chunkLength = bytes;
            chunkLeft = bytes;
            return true;
        }
        return false;
    }

    private boolean isAccepted(final long address, final int length)
    {
        if (!session.isStarted())
        {
            session.fail(session.otherReader());
            return false;
        }
        final long lengths = StreamForm.lengths(address);
        final long place = StreamForm.place(address);
        frameLength = StreamForm.length(lengths);
        frameFlags = StreamForm.flags(place);
        final boolean isBegin = 0 != (frameFlags & StreamForm.BEGIN);
        final boolean isEnd = 0 != (frameFlags & StreamForm.END);
        if (isBegin)
        {
            chunkLength = StreamForm.chunkLength(lengths);
            chunkLeft = chunkLength;
        }
        final boolean isWhole = frameLength >= 0 && frameLength <= length - StreamForm.LENGTH &&
            frameLength <= chunkLeft && chunkLength <= max &&
            (isEnd ? frameLength == chunkLeft : frameLength > 0);
        final boolean isNext = StreamForm.position(address) == position && StreamForm.chunk(place) == chunkNumber &&
            isBegin != isInChunk && chunkLength == StreamForm.chunkLength(lengths);
        if (!isWhole || !isNext)
        {
            reject(isWhole ? "it is not the one after byte " + position + " of chunk " +
                Integer.toUnsignedString(chunkNumber) : "its lengths contradict each other", length);
            return false;
        }
        return true;
    }

    private Action reject(final String reason, final int length)
    {
        session.fail(new Failure(Reason.FOREIGN, "a frame of " + length + " bytes of session " + image.sessionId() +
            " came on the stream of topic " + session.topic().name() + ": " + reason));
        return Action.ABORT;
    }

    private void endFrame()
    {
        position += frameLength;
        chunkLeft -= frameLength;
        frameDone = 0;
        isInChunk = 0 == (frameFlags & StreamForm.END);
        if (!isInChunk)
        {
            ++chunkNumber;
        }
    }
}
