package io.skein.internal.trace;

import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.TraceDecoder;
import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteOrder;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StageTraceTest
{
    private static final TraceOptions OPTIONS = new TraceOptions(3, 2);

    private final Stages stages = new Stages();
    private final OutgoingTrace outgoing = new OutgoingTrace(OPTIONS);
    private final StageTrace stage = stages.stage(OPTIONS);

    @Test
    void shouldWriteWhatTheSchemaSaysWhenATraceGoesOn()
    {
        goOnOnce();
        final TraceDecoder trace = new TraceDecoder().wrapAndApplyHeader(
            stages.block, 0, new MessageHeaderDecoder());
        assertEquals(7, trace.traceId());
        assertEquals(0, trace.lostHops() + trace.lostSpans());
        final TraceDecoder.HopsDecoder hops = trace.hops();
        assertEquals(2, hops.count());
        hops.next();
        assertEquals(HostClock.ID, hops.hostId());
        assertEquals(1, hops.publishedNs());
        assertEquals(1, hops.inLogNs());
        assertEquals(2, hops.receivedNs());
        assertEquals(2, hops.handlerStartNs());
        hops.next();
        assertEquals(5, hops.publishedNs());
        assertEquals(TraceView.NO_TIME, hops.receivedNs());
        assertEquals(TraceView.NO_TIME, hops.handlerStartNs());
        final TraceDecoder.SpansDecoder spans = trace.spans();
        assertEquals(1, spans.count());
        spans.next();
        assertEquals("blur", spans.name());
        assertEquals(0, spans.hop());
        assertEquals(3, spans.startNs());
        assertEquals(4, spans.endNs());
        assertEquals(stages.length, trace.limit());
        assertEquals(0, stages.length % TraceForm.ALIGNMENT);
        assertTrue(stages.length <= OPTIONS.roomBytes());
    }

    /**
     * Published at 1, handler at 2, span from 3 to 4, published at 5.
     */
    private void goOnOnce()
    {
        stages.publish(outgoing, 7);
        stages.receive(stage);
        try (TraceSpan span = stage.span(Stages.BLUR))
        {
            assertEquals(1, stage.spanCount(), () -> "with " + span);
        }
        outgoing.continueFrom(stage);
        stages.publish(outgoing, 8);
    }

    @Test
    void shouldBeAbsentWhenTheBlockIsCutAnywhere()
    {
        goOnOnce();
        for (int length = 0; length < stages.length; length++)
        {
            stage.begin(stages.block, 0, length);
            assertEquals(0, stage.hopCount() + stage.spanCount(), "of " + length);
            outgoing.continueFrom(stage);
            assertEquals(TraceForm.length(1, 0), outgoing.length());
        }
        assertEquals(2, stages.receive(stage).hopCount());
        assertEquals(1, stage.spanCount());
    }

    @Test
    void shouldKeepRoomForOneHopWhenTracesOnlyBegin()
    {
        assertEquals(OPTIONS.roomBytes(), outgoing.room());
        for (int i = 1; i < OutgoingTrace.WINDOW; i++)
        {
            assertFalse(outgoing.end(), "after " + i);
        }
        assertTrue(outgoing.end());
        assertEquals(TraceForm.length(1, 0), outgoing.room());
    }

    @Test
    void shouldKeepRoomForTheLongestWhenTracesGoOn()
    {
        for (int i = 0; i < 3 * OutgoingTrace.WINDOW; i++)
        {
            if (0 == i % OutgoingTrace.WINDOW)
            {
                goOnOnce();
            }
            outgoing.end();
        }
        assertEquals(TraceForm.length(2, 1), outgoing.room());
    }

    @Test
    void shouldCountWhatItLeavesOutAndMakeRoomWhenATraceIsTooLong()
    {
        stages.publish(outgoing, 7);
        stages.receive(stage);
        stage.span(Stages.BLUR).close();
        outgoing.continueFrom(stage, TraceForm.length(1, 1));
        assertEquals(TraceForm.length(1, 0), outgoing.length());
        stages.publish(outgoing, 8);
        final StageTrace next = stages.receive(stages.stage(OPTIONS));
        assertEquals(1, next.lostHops());
        assertEquals(1, next.lostSpans());
        assertEquals(7, next.traceId());
        for (int i = 0; i < OutgoingTrace.WINDOW; i++)
        {
            outgoing.end();
        }
        assertEquals(TraceForm.length(2, 1), outgoing.room());
        shrink();
        stages.publish(outgoing, 9);
        stages.receive(stage);
        outgoing.continueFrom(stage, outgoing.room());
        assertTrue(outgoing.end());
        assertEquals(OPTIONS.roomBytes(), outgoing.room());
    }

    @Test
    void shouldLoseFewerAndFewerWhenALongTraceComesSeldom()
    {
        stages.publish(outgoing, 7);
        stages.receive(stage);
        stage.span(Stages.BLUR).close();
        int lost = 0;
        for (int i = 0; i < 100; i++)
        {
            for (int j = 1; j < 100; j++)
            {
                outgoing.end();
            }
            outgoing.continueFrom(stage, outgoing.room());
            lost += TraceForm.length(2, 1) == outgoing.length() ? 0 : 1;
            outgoing.end();
        }
        assertEquals(1, lost);
    }

    @Test
    void shouldKeepNoRoomForSpansOfStagesThatAreLeftOut()
    {
        final TraceOptions options = new TraceOptions(2, 4);
        final OutgoingTrace next = new OutgoingTrace(options);
        final StageTrace last = stages.stage(options);
        stages.publish(next, 7);
        for (int i = 0; i < 2; i++)
        {
            stages.receive(last);
            last.span(Stages.BLUR).close();
            next.continueFrom(last);
            stages.publish(next, 8);
        }
        final int length = next.length();
        for (int i = 0; i < OutgoingTrace.WINDOW; i++)
        {
            stages.receive(last);
            last.span(Stages.BLUR).close();
            next.continueFrom(last);
            next.end();
        }
        assertEquals(TraceForm.length(2, 1), length);
        assertEquals(length, next.room());
    }

    private void shrink()
    {
        for (int i = 0; i < OutgoingTrace.WINDOW; i++)
        {
            outgoing.end();
        }
        assertEquals(TraceForm.length(1, 0), outgoing.room());
    }

    @Test
    void shouldBeginAnewWhenThereIsNothingToGoOnWith()
    {
        goOnOnce();
        outgoing.continueFrom((StageTrace)null);
        assertEquals(TraceForm.length(1, 0), outgoing.length());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 15", "0, 65535", "2, 12", "4, 1", "24, 39", "24, 65535", "26, 0", "26, 3", "26, 65535", "112, 31",
        "112, 65535", "114, 2", "114, 65535"})
    void shouldBeAbsentWhenALengthLies(final int offset, final int value)
    {
        goOnOnce();
        stages.block.putShort(offset, (short)value, ByteOrder.LITTLE_ENDIAN);
        assertEquals(0, stages.receive(stage).hopCount());
        assertEquals(0, stage.spanCount());
        assertThrows(IndexOutOfBoundsException.class, () -> stage.timeNs(0, Stamp.PUBLISHED));
        assertThrows(IndexOutOfBoundsException.class, () -> stage.spanName(0));
    }

    @Test
    void shouldReadWithinTheBlockWhenItIsGarbage()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        goOnOnce();
        final byte[] good = new byte[stages.length];
        stages.block.getBytes(0, good);
        for (int i = 0; i < 20_000; i++)
        {
            final byte[] bytes = good.clone();
            for (int j = 1 + random.nextInt(4); j > 0; j--)
            {
                bytes[random.nextInt(bytes.length)] = (byte)random.nextInt();
            }
            stage.begin(new UnsafeBuffer(bytes), 0, bytes.length);
            readAll(stage, "seed " + seed);
            outgoing.continueFrom(stage);
            assertTrue(outgoing.length() <= OPTIONS.roomBytes());
            stages.publish(outgoing, 9);
            readAll(stages.receive(stage), "seed " + seed);
        }
    }

    private static void readAll(final StageTrace trace, final String where)
    {
        for (int hop = 0; hop < trace.hopCount(); hop++)
        {
            for (final Stamp stamp : Stamp.values())
            {
                trace.timeNs(hop, stamp);
            }
            trace.publisherHost(hop);
            trace.receiverHost(hop);
        }
        for (int span = 0; span < trace.spanCount(); span++)
        {
            assertTrue(trace.spanName(span).length() <= SpanName.MAX_LENGTH, where);
            assertTrue(trace.spanHop(span) >= 0 && trace.spanHop(span) < trace.hopCount(), where);
            trace.spanStartNs(span);
            trace.spanEndNs(span);
        }
    }

    @Test
    void shouldReadWhatItKnowsWhenEverythingHasGrown()
    {
        final UnsafeBuffer newer = new UnsafeBuffer(new byte[256]);
        newer.putLong(0, TraceForm.WORD_0 + 8 + (1L << 48), ByteOrder.LITTLE_ENDIAN);
        newer.putLong(TraceForm.ID, 77);
        newer.putLong(32, 48 | 2L << 16);
        newer.putLong(40, 5);
        newer.putLong(48, 100);
        newer.putLong(88, 6);
        newer.putLong(96, 200);
        newer.putLong(136, 40 | 1L << 16);
        newer.putLong(144, SpanName.of("grown").firstWord());
        newer.putLong(160, 300);
        stage.begin(newer, 0, 184);
        assertEquals(2, stage.hopCount());
        assertEquals(77, stage.traceId());
        assertEquals(5, stage.publisherHost(0));
        assertEquals(6, stage.receiverHost(0));
        assertEquals(200, stage.timeNs(1, Stamp.PUBLISHED));
        assertEquals("grown", stage.spanName(0));
        assertEquals(300, stage.spanStartNs(0));
    }

    @Test
    void shouldLeaveOutHopsInFrontOfTheLastWhenThereIsNoRoom()
    {
        stages.publish(outgoing, 7);
        for (int i = 1; i < 70; i++)
        {
            stages.receive(stage);
            assertEquals(Math.min(3, i), stage.hopCount());
            assertEquals(Math.max(0, i - 3), stage.lostHops());
            assertEquals(1, stage.timeNs(0, Stamp.PUBLISHED));
            assertEquals(2 * i - 1, stage.timeNs(stage.hopCount() - 1, Stamp.PUBLISHED));
            outgoing.continueFrom(stage);
            stages.publish(outgoing, 100 + i);
            assertEquals(7, stages.receive(stage).traceId());
            stages.nowNs--;
        }
    }

    @Test
    void shouldSayThatReceivedIsBeforeTheHandlerWhenSomethingIsBetween()
    {
        stages.publish(outgoing, 7);
        stage.received();
        stages.nowNs = 100;
        stages.receive(stage);
        assertEquals(2, stage.timeNs(0, Stamp.RECEIVED));
        assertEquals(101, stage.timeNs(0, Stamp.HANDLER_START));
        stage.end();
        stages.receive(stage);
        assertEquals(102, stage.timeNs(0, Stamp.RECEIVED));
        stage.handled();
        assertEquals(103, stage.timeNs(0, Stamp.HANDLER_END));
    }

    @Test
    void shouldNoteNothingWhenTheMessageHasEnded()
    {
        stages.publish(outgoing, 7);
        final TraceSpan span = stages.receive(stage).span(Stages.BLUR);
        stage.end();
        span.close();
        assertEquals(0, stage.hopCount());
        stages.receive(stage);
        assertEquals(0, stage.spanCount());
        stage.span(Stages.BLUR);
        assertEquals(TraceView.NO_TIME, stage.spanEndNs(0));
        stage.span(Stages.BLUR).close();
        final long endNs = stage.spanEndNs(1);
        stage.span(Stages.BLUR).close();
        assertEquals(endNs, stage.spanEndNs(1));
        assertEquals(1, stage.lostSpans());
    }

    @Test
    void shouldMakeANameOnceWhenItComesAgain()
    {
        goOnOnce();
        stages.receive(stage);
        assertSame(stage.spanName(0), stages.receive(stage).spanName(0));
        stages.block.putByte(TraceForm.hop(2) + 8, (byte)0x80);
        assertEquals("?lur", stage.spanName(0));
    }
}
