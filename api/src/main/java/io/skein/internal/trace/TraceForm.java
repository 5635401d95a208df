package io.skein.internal.trace;

import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TraceEncoder;
import io.skein.trace.TraceView;

/**
 * Layout of the trace block as words: message header, trace id, what was lost, hops, spans. Everything is on multiples
 * of 8, counted from the block's own start, which is on one within its message.
 */
public final class TraceForm
{
    /**
     * Multiples on which a trace begins, from the start of its message.
     */
    public static final int ALIGNMENT = 8;

    static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    static final int ID = HEADER + TraceEncoder.traceIdEncodingOffset();
    static final int LOST_HOPS = HEADER + TraceEncoder.lostHopsEncodingOffset();
    static final int LOST_SPANS = HEADER + TraceEncoder.lostSpansEncodingOffset();
    static final int HOPS = HEADER + TraceEncoder.BLOCK_LENGTH;
    static final int GROUP_HEADER = TraceEncoder.HopsEncoder.HEADER_SIZE;
    static final int COUNT = 2;
    static final int HOP_LENGTH = TraceEncoder.HopsEncoder.sbeBlockLength();
    static final int SPAN_LENGTH = TraceEncoder.SpansEncoder.sbeBlockLength();
    static final int HOST = TraceEncoder.HopsEncoder.hostIdEncodingOffset();
    static final int PUBLISHED = TraceEncoder.HopsEncoder.publishedNsEncodingOffset();
    static final int IN_LOG = TraceEncoder.HopsEncoder.inLogNsEncodingOffset();
    static final int RECEIVED = TraceEncoder.HopsEncoder.receivedNsEncodingOffset();
    static final int HANDLER_START = TraceEncoder.HopsEncoder.handlerStartNsEncodingOffset();
    static final int NAME = TraceEncoder.SpansEncoder.nameEncodingOffset();
    static final int SPAN_HOP = TraceEncoder.SpansEncoder.hopEncodingOffset();
    static final int START = TraceEncoder.SpansEncoder.startNsEncodingOffset();
    static final int END = TraceEncoder.SpansEncoder.endNsEncodingOffset();
    static final long NO_TIME = TraceView.NO_TIME;
    static final int U16 = 0xFFFF;
    static final long WORD_0 = TraceEncoder.BLOCK_LENGTH | (long)TraceEncoder.TEMPLATE_ID << 16 |
        (long)TraceEncoder.SCHEMA_ID << 32 | (long)TraceEncoder.SCHEMA_VERSION << 48;

    private TraceForm()
    {
    }

    /**
     * @param end of what a message has in front of its padding, from its start.
     * @return where its trace begins, from its start.
     */
    public static int offset(final int end)
    {
        return end + ALIGNMENT - 1 & -ALIGNMENT;
    }

    static int length(final int hops, final int spans)
    {
        return HOPS + 2 * GROUP_HEADER + hops * HOP_LENGTH + spans * SPAN_LENGTH;
    }

    /**
     * @return hops that fit so many bytes, if there is no span.
     */
    static int hopsIn(final int bytes)
    {
        return (bytes - length(0, 0)) / HOP_LENGTH;
    }

    /**
     * @return spans that fit so many bytes beside the hops.
     */
    static int spansIn(final int bytes, final int hops)
    {
        return (bytes - length(hops, 0)) / SPAN_LENGTH;
    }

    static int hop(final int index)
    {
        return HOPS + GROUP_HEADER + index * HOP_LENGTH;
    }
}
