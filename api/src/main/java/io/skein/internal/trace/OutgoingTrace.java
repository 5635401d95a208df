package io.skein.internal.trace;

import io.skein.topic.TraceOptions;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * The trace that the next message carries: a new one, or one that goes on. Complete but for id and times, so that a
 * message costs a few words.
 */
public final class OutgoingTrace
{
    /**
     * Messages after which room is given back that none of them needed; twice as many after each trace that did not
     * fit, up to {@link #LONGEST_WINDOW}: what comes seldom would never fit otherwise.
     */
    static final int WINDOW = 64;

    static final int LONGEST_WINDOW = 1 << 16;

    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final TraceOptions options;
    private final UnsafeBuffer block;
    private final long address;
    private boolean isContinued = true;
    private int lastHop;
    private int length;
    private int wanted;
    private int room;
    private int most;
    private int messages;
    private int window = WINDOW;

    /**
     * @param options of the topic.
     */
    public OutgoingTrace(final TraceOptions options)
    {
        this.options = options;
        room = options.roomBytes();
        block = new UnsafeBuffer(BufferUtil.allocateDirectAligned(options.roomBytes(), TraceForm.ALIGNMENT));
        address = block.addressOffset();
        start();
    }

    /**
     * The next message begins a trace.
     */
    public void start()
    {
        if (isContinued)
        {
            isContinued = false;
            TraceCopy.beginBlock(block, 0, 0, 1);
            TraceCopy.putNewHop(block, 0);
            lastHop = TraceForm.hop(0);
            length = TraceCopy.endBlock(block, 1, 0);
            wanted = length;
        }
    }

    /**
     * The next message goes on with the trace of one that was received. There is as much room as the topic says.
     *
     * @param trace that was received; without a block, or null, a trace begins.
     */
    public void continueFrom(final StageTrace trace)
    {
        continueFrom(trace, options.roomBytes());
    }

    /**
     * The next message goes on with the trace of one that was received.
     *
     * @param trace that was received; without a block, or null, a trace begins.
     * @param bytes that the message has for it, no less than {@link #room} said.
     */
    public void continueFrom(final StageTrace trace, final int bytes)
    {
        if (null == trace || !trace.isPresent())
        {
            start();
            return;
        }
        isContinued = true;
        final int stages = Math.min(options.stages(), trace.block().hopCount() + 1);
        final int hops = Math.min(stages, TraceForm.hopsIn(bytes));
        final int spans = Math.min(options.spans(), TraceForm.spansIn(bytes, hops));
        length = TraceCopy.of(trace, block, hops, spans, true);
        lastHop = TraceForm.hop(hops - 1);
        final boolean isCut = hops < stages || spans < Math.min(options.spans(), trace.spanCount());
        wanted = isCut ? TraceForm.length(stages, Math.min(options.spans(), trace.spanCount())) : length;
    }

    /**
     * As much as the topic says at first, and again after a trace that did not fit; otherwise what the longest of the
     * last messages needed. Who begins traces, and goes on with none, keeps no room for those of others.
     *
     * @return bytes that the next message should have for a trace, before it is known.
     */
    public int room()
    {
        return room;
    }

    /**
     * The message has left, or was given up; the next one begins a trace.
     *
     * @return whether the room is another from now on.
     */
    public boolean end()
    {
        most = Math.max(most, wanted);
        final int before = room;
        if (most > room)
        {
            forgetMost(options.roomBytes());
            window = Math.min(2 * window, LONGEST_WINDOW);
        }
        else if (++messages == window)
        {
            forgetMost(most);
        }
        start();
        return before != room;
    }

    private void forgetMost(final int newRoom)
    {
        room = newRoom;
        most = 0;
        messages = 0;
    }

    /**
     * The next message goes on as another would.
     *
     * @param other of a publisher of the same topic.
     */
    public void continueFrom(final OutgoingTrace other)
    {
        isContinued = true;
        length = other.length;
        wanted = length;
        lastHop = other.lastHop;
        block.putBytes(0, other.block, 0, length);
        if (!other.isContinued)
        {
            isContinued = false;
        }
    }

    /**
     * @param id          of a trace that begins.
     * @param publishedNs of the message.
     * @param inLogNs     of the message, or the null value.
     */
    public void stamp(final long id, final long publishedNs, final long inLogNs)
    {
        if (!isContinued)
        {
            block.putLong(TraceForm.ID, id, LE);
        }
        block.putLong(lastHop + TraceForm.PUBLISHED, publishedNs, LE);
        block.putLong(lastHop + TraceForm.IN_LOG, inLogNs, LE);
    }

    /**
     * @param inLogNs of a message that is stamped.
     */
    public void inLog(final long inLogNs)
    {
        block.putLong(lastHop + TraceForm.IN_LOG, inLogNs, LE);
    }

    /**
     * @return where the time stands at which the message is in the log, from the start of the block.
     */
    public int inLogOffset()
    {
        return lastHop + TraceForm.IN_LOG;
    }

    /**
     * @return bytes of the block, a multiple of 8.
     */
    public int length()
    {
        return length;
    }

    /**
     * @param target address that has room for the block.
     */
    public void copyTo(final long target)
    {
        final int end = length;
        for (int i = 0; i < end; i += Long.BYTES)
        {
            UnsafeApi.putLong(target + i, UnsafeApi.getLong(address + i));
        }
    }
}
