package io.skein.sbe;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The trace block, byte by byte, and what may never change in it.
 */
class GoldenTraceTest
{
    private static final long NO_TIME = Long.MIN_VALUE;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    @Test
    void shouldWriteGoldenBytesWhenATraceIsEncoded()
    {
        final TraceEncoder trace = new TraceEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .traceId(0x0102030405060708L)
            .lostHops(2)
            .lostSpans(3);
        trace.hopsCount(2)
            .next().hostId(0xf1f2f3f4f5f6f7f8L).publishedNs(1_000).inLogNs(1_001).receivedNs(2_000)
            .handlerStartNs(2_001)
            .next().hostId(0xe1e2e3e4e5e6e7e8L).publishedNs(3_000).inLogNs(NO_TIME).receivedNs(NO_TIME)
            .handlerStartNs(NO_TIME);
        trace.spansCount(1).next().name("blur").hop((short)0).startNs(2_002).endNs(2_004);
        assertEquals(Hex.text(GoldenMessages.TRACE), Hex.text(buffer, trace.limit()));
    }

    @Test
    void shouldReadGoldenBytesWhenATraceIsDecoded()
    {
        final TraceDecoder trace = new TraceDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.TRACE)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, trace.traceId());
        assertEquals(2, trace.lostHops());
        assertEquals(3, trace.lostSpans());
        final TraceDecoder.HopsDecoder hops = trace.hops();
        assertEquals(2, hops.count());
        assertEquals(2_001, hops.next().handlerStartNs());
        assertEquals(3_000, hops.next().publishedNs());
        assertEquals(TraceDecoder.HopsDecoder.inLogNsNullValue(), hops.inLogNs());
        final TraceDecoder.SpansDecoder spans = trace.spans();
        assertEquals("blur", spans.next().name());
        assertEquals(2_004, spans.endNs());
    }

    @Test
    void shouldKeepEverythingInItsPlaceWhenTheSchemaGrows()
    {
        assertArrayEquals(
            new int[] {13, 16, 0, 8, 10},
            new int[] {TraceEncoder.TEMPLATE_ID, TraceEncoder.BLOCK_LENGTH, TraceEncoder.traceIdEncodingOffset(),
                TraceEncoder.lostHopsEncodingOffset(), TraceEncoder.lostSpansEncodingOffset()});
        assertArrayEquals(
            new int[] {8, 40, 0, 8, 16, 24, 32},
            new int[] {TraceEncoder.HopsEncoder.HEADER_SIZE, TraceEncoder.HopsEncoder.sbeBlockLength(),
                TraceEncoder.HopsEncoder.hostIdEncodingOffset(),
                TraceEncoder.HopsEncoder.publishedNsEncodingOffset(),
                TraceEncoder.HopsEncoder.inLogNsEncodingOffset(), TraceEncoder.HopsEncoder.receivedNsEncodingOffset(),
                TraceEncoder.HopsEncoder.handlerStartNsEncodingOffset()});
        assertArrayEquals(
            new int[] {8, 32, 0, 15, 15, 16, 24},
            new int[] {TraceEncoder.SpansEncoder.HEADER_SIZE, TraceEncoder.SpansEncoder.sbeBlockLength(),
                TraceEncoder.SpansEncoder.nameEncodingOffset(), TraceEncoder.SpansEncoder.nameLength(),
                TraceEncoder.SpansEncoder.hopEncodingOffset(), TraceEncoder.SpansEncoder.startNsEncodingOffset(),
                TraceEncoder.SpansEncoder.endNsEncodingOffset()});
    }
}
