package io.skein.contract;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.message.Claim;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A trace arrives with its message, whichever way that goes, and goes on with it.
 */
@Timeout(60)
class TraceContractIT extends TraceContract
{
    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"TWO_CHANNELS", "TWO_CHANNELS_OFFER", "POOL_TWO_CHANNELS"},
        mode = EnumSource.Mode.EXCLUDE)
    void shouldArriveWithItsMessageWhicheverWayThatGoes(final Way way)
    {
        final Topic topic = way.topic();
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = publisherOf(way, topic);
        long lastId = 0;
        for (int i = 1; i <= 20; i++)
        {
            final int value = i;
            final long beforeNs = System.nanoTime();
            publish(way, publisher, value, null);
            final long id = lastId;
            final long[] newId = new long[1];
            receive(subscriber, (view) ->
            {
                assertShows(way, view, value);
                final TraceView trace = view.trace();
                assertEquals(1, trace.hopCount());
                assertNotEquals(id, trace.traceId());
                newId[0] = trace.traceId();
                assertEquals(0, trace.lostHops() + trace.lostSpans() + trace.spanCount());
                assertEquals(trace.publisherHost(0), trace.receiverHost(0));
                assertNotEquals(0, trace.publisherHost(0));
                assertInOrder(way, trace, 0, beforeNs);
                assertTrue(trace.timeNs(0, Stamp.HANDLER_START) <= System.nanoTime());
                assertEquals(TraceView.NO_TIME, trace.timeNs(0, Stamp.HANDLER_END));
                assertEquals(TraceView.NO_TIME, trace.timeNs(0, Stamp.FORWARDED));
                assertThrows(IndexOutOfBoundsException.class, () -> trace.timeNs(1, Stamp.PUBLISHED));
                assertThrows(IndexOutOfBoundsException.class, () -> trace.spanName(0));
            });
            lastId = newId[0];
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldGoOnWhenTheStagePublishesWhicheverWay(final Way way)
    {
        final Topic source = plainTopic().trace(OPTIONS);
        final Topic onward = way.topic();
        final TensorSubscriber first = subscriber(source);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher publisher = connectedPublisher(source);
        final TensorPublisher stage = publisherOf(way, onward);
        final TensorSubscriber other = onward.channels().size() > 1 ? connectedOther(way, onward, stage, last) : null;
        for (int i = 1; i <= 20; i++)
        {
            final int value = i;
            publish(Way.CLAIM, publisher, value, null);
            final long[] id = new long[1];
            receive(first, (view) ->
            {
                id[0] = view.trace().traceId();
                try (TraceSpan span = view.trace().span(BLUR))
                {
                    assertNotEquals(null, span);
                }
                assertNotEquals(null, view.trace().span(LONGEST));
                publish(way, stage, value, view);
                assertEquals(2, view.trace().spanCount());
            });
            receive(last, (view) ->
            {
                assertShows(way, view, value);
                final TraceView trace = view.trace();
                assertEquals(2, trace.hopCount());
                assertEquals(id[0], trace.traceId());
                assertInOrder(Way.CLAIM, trace, 0, 0);
                assertInOrder(way, trace, 1, trace.timeNs(0, Stamp.HANDLER_START));
                assertEquals(trace.timeNs(1, Stamp.PUBLISHED), trace.timeNs(0, Stamp.FORWARDED));
                assertSpans(trace);
            });
            if (null != other)
            {
                receive(other, (view) ->
                {
                    assertShows(way, view, value);
                    assertEquals(2, view.trace().hopCount());
                    assertEquals(id[0], view.trace().traceId());
                    assertSpans(view.trace());
                });
            }
            // What went on is not gone on with again.
            publish(way, stage, value, null);
            receive(last, (view) ->
            {
                assertShows(way, view, value);
                assertEquals(1, view.trace().hopCount());
                assertNotEquals(id[0], view.trace().traceId());
            });
            if (null != other)
            {
                receive(other, (view) -> assertEquals(1, view.trace().hopCount()));
            }
        }
    }

    /**
     * @return a subscriber on the second channel, that has seen all that was published since it saw the first.
     */
    private TensorSubscriber connectedOther(
        final Way way, final Topic topic, final TensorPublisher publisher, final TensorSubscriber first)
    {
        final TensorSubscriber other = closing(skein.addTensorSubscriber(topic, 1));
        other.awaitConnected(LONG);
        await("the other channel", () ->
        {
            publish(way, publisher, 0, null);
            receive(first, (view) -> assertEquals(1, view.trace().hopCount()));
            return other.poll((view) -> assertEquals(1, view.trace().hopCount()), 1) > 0;
        });
        publish(way, publisher, 100, null);
        receive(first, (view) -> assertEquals(100, view.buffer().getByte(0)));
        final byte[] last = new byte[1];
        await("the last so far", () ->
        {
            other.poll((view) -> last[0] = view.buffer().getByte(0), 1);
            return 100 == last[0];
        });
        return other;
    }

    private static void assertSpans(final TraceView trace)
    {
        assertEquals(2, trace.spanCount());
        assertEquals(0, trace.lostSpans());
        assertEquals("blur", trace.spanName(0));
        assertEquals("fifteen-letters", trace.spanName(1));
        for (int i = 0; i < 2; i++)
        {
            assertEquals(0, trace.spanHop(i));
            assertTrue(trace.spanStartNs(i) >= trace.timeNs(0, Stamp.HANDLER_START));
            assertTrue(trace.spanStartNs(i) <= trace.timeNs(0, Stamp.FORWARDED));
        }
        assertTrue(trace.spanEndNs(0) >= trace.spanStartNs(0));
        assertTrue(trace.spanEndNs(0) <= trace.spanStartNs(1));
        assertEquals(TraceView.NO_TIME, trace.spanEndNs(1));
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"CLAIM", "OFFER_WITH_ATTACHMENT", "FRAGMENTS", "POOL"})
    void shouldGoOnWhenForwardedAndLeaveOutWhatThereIsNoRoomFor(final Way way)
    {
        final Topic[] topics = {way.topic(), plainTopic().trace(OPTIONS), plainTopic().trace(OPTIONS),
            plainTopic().trace(OPTIONS), plainTopic().trace(OPTIONS)};
        final TensorSubscriber[] subscribers = new TensorSubscriber[topics.length];
        final TensorPublisher[] publishers = new TensorPublisher[topics.length];
        for (int i = 0; i < topics.length; i++)
        {
            subscribers[i] = subscriber(topics[i]);
            publishers[i] = connectedPublisher(topics[i]);
        }
        for (int round = 1; round <= 10; round++)
        {
            final int value = round;
            publish(way, publishers[0], value, null);
            final long[] origin = new long[3];
            for (int i = 0; i < topics.length; i++)
            {
                final int stage = i;
                receive(subscribers[i], (view) ->
                {
                    final TraceView trace = view.trace();
                    assertShows(way, view, value);
                    assertEquals(Math.min(3, stage + 1), trace.hopCount());
                    assertEquals(Math.max(0, stage - 2), trace.lostHops());
                    if (0 == stage)
                    {
                        origin[0] = trace.traceId();
                        origin[1] = trace.timeNs(0, Stamp.PUBLISHED);
                    }
                    assertEquals(origin[0], trace.traceId());
                    assertEquals(origin[1], trace.timeNs(0, Stamp.PUBLISHED));
                    assertTrue(trace.timeNs(trace.hopCount() - 1, Stamp.PUBLISHED) >= origin[2]);
                    origin[2] = System.nanoTime();
                    trace.span(BLUR).close();
                    if (stage + 1 < topics.length)
                    {
                        assertTrue(publishers[stage + 1].forward(view) > 0);
                    }
                    else
                    {
                        // Of the stages whose hops are there, and of this one; the others' are counted.
                        assertEquals(3, trace.spanCount());
                        assertEquals(2, trace.lostSpans());
                        assertEquals(List.of(0, 1, 2), List.of(trace.spanHop(0), trace.spanHop(1), trace.spanHop(2)));
                        // What came after the last hop but one was left out.
                        assertEquals(trace.publisherHost(1), trace.receiverHost(0));
                        assertEquals(TraceView.UNKNOWN_HOST, trace.receiverHost(1));
                        assertEquals(TraceView.NO_TIME, trace.timeNs(1, Stamp.FORWARDED));
                    }
                });
            }
        }
    }

    @Test
    void shouldCountSpansWhenThereIsNoRoomForMore()
    {
        final Topic topic = plainTopic().trace(OPTIONS.spans(1));
        final Topic onward = plainTopic().trace(OPTIONS.spans(1));
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher publisher = connectedPublisher(topic);
        final TensorPublisher stage = connectedPublisher(onward);
        publish(Way.CLAIM, publisher, 1, null);
        receive(subscriber, (view) ->
        {
            view.trace().span(BLUR).close();
            view.trace().span(BLUR).close();
            assertEquals(1, view.trace().spanCount());
            assertEquals(1, view.trace().lostSpans());
            assertTrue(stage.forward(view) > 0);
        });
        receive(last, (view) ->
        {
            assertEquals(1, view.trace().spanCount());
            assertEquals(1, view.trace().lostSpans());
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldBeEmptyAndHarmNothingWhenOnlyOneSideHasTraces(final Way way)
    {
        for (final boolean isPublisherTraced : new boolean[] {true, false})
        {
            final Topic traced = way.topic();
            final Topic plain = traced.trace(null);
            final TensorSubscriber subscriber = subscriber(isPublisherTraced ? plain : traced);
            final TensorPublisher publisher = publisherOf(way, isPublisherTraced ? traced : plain);
            for (int i = 1; i <= 5; i++)
            {
                final int value = i;
                publish(way, publisher, value, null);
                receive(subscriber, (view) ->
                {
                    assertShows(way, view, value);
                    final TraceView trace = view.trace();
                    trace.span(BLUR).close();
                    assertEquals(0, trace.hopCount() + trace.spanCount() + trace.lostHops() + trace.lostSpans());
                    assertEquals(0, trace.traceId());
                });
            }
            assertEquals(0, subscriber.stats().rejected() + subscriber.stats().lost());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"CLAIM", "FRAGMENTS", "SLICES", "POOL"})
    void shouldStayWhenTheMessageIsRetained(final Way way)
    {
        final Topic topic = way.topic();
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = publisherOf(way, topic);
        final Topic onward = plainTopic().trace(OPTIONS);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher stage = connectedPublisher(onward);
        publish(way, publisher, 1, null);
        final RetainedTensor[] kept = new RetainedTensor[1];
        final long[] times = new long[2];
        receive(subscriber, (view) ->
        {
            view.trace().span(BLUR).close();
            kept[0] = view.retain();
            times[0] = view.trace().timeNs(0, Stamp.PUBLISHED);
            times[1] = view.trace().timeNs(0, Stamp.HANDLER_START);
        });
        publish(way, publisher, 2, null);
        receive(subscriber, (view) -> assertShows(way, view, 2));
        assertShows(way, kept[0], 1);
        final TraceView trace = kept[0].trace();
        assertEquals(1, trace.hopCount());
        assertEquals(times[0], trace.timeNs(0, Stamp.PUBLISHED));
        assertEquals(times[1], trace.timeNs(0, Stamp.HANDLER_START));
        trace.span(LONGEST);
        assertTrue(stage.forward(kept[0]) > 0);
        receive(last, (view) ->
        {
            assertEquals(times[0], view.trace().timeNs(0, Stamp.PUBLISHED));
            assertEquals(times[1], view.trace().timeNs(0, Stamp.HANDLER_START));
            assertEquals(2, view.trace().hopCount());
            assertSpans(view.trace());
        });
        kept[0].release();
        assertEquals(0, trace.hopCount());
        assertDoesNotThrow(() -> trace.span(BLUR).close());
    }

    @Test
    void shouldTellWhenTheHandlerHasReturned()
    {
        final Topic topic = plainTopic().trace(OPTIONS);
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final long[] times = new long[3];
        subscriber.onTraced((trace) ->
        {
            times[1] = trace.timeNs(0, Stamp.HANDLER_END);
            times[2] = trace.timeNs(0, Stamp.HANDLER_START);
        });
        publish(Way.CLAIM, publisher, 1, null);
        receive(subscriber, (view) -> times[0] = System.nanoTime());
        assertTrue(times[0] <= times[1] && times[1] <= System.nanoTime());
        assertTrue(times[2] <= times[0]);
        subscriber.onTraced(null);
        publish(Way.CLAIM, publisher, 2, null);
        assertEquals(2, firstByte(subscriber));
        assertThrows(IllegalStateException.class, () -> subscriber(plainTopic()).onTraced((trace) -> times[0] = 0));
    }

    @Test
    void shouldGoOnWhenTheOfferIsAcceptedAfterARefusal()
    {
        final Topic topic = plainTopic().trace(OPTIONS);
        final Topic onward = plainTopic().trace(OPTIONS);
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final TensorPublisher stage = publisher(onward);
        publish(Way.CLAIM, publisher, 1, null);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        receive(subscriber, (view) ->
        {
            stage.continueTrace(view);
            assertEquals(Outcome.NOT_CONNECTED, stage.offer(Pipe.vector(8), buffer, 0, 8));
        });
        final TensorSubscriber last = subscriber(onward);
        stage.awaitConnected(LONG);
        assertTrue(stage.offer(Pipe.vector(8), buffer, 0, 8) > 0);
        receive(last, (view) -> assertEquals(2, view.trace().hopCount()));
    }

    @Test
    void shouldRefuseWhenTheViewHasEnded()
    {
        final Topic topic = plainTopic().trace(OPTIONS);
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(Way.CLAIM, publisher, 1, null);
        final TensorView[] ended = new TensorView[1];
        receive(subscriber, (view) -> ended[0] = view);
        assertThrows(IllegalStateException.class, () -> publisher.continueTrace(ended[0]));
        try (Claim claim = publisher.claim(Pipe.vector(8)))
        {
            assertThrows(IllegalStateException.class, () -> claim.continueTrace(ended[0]));
        }
        assertEquals(0, ended[0].trace().hopCount());
    }

    @Test
    void shouldRefuseAClaimOfATopicWithTraceWhenThePublisherHasNone()
    {
        final TensorPublisher plain = closing(skein.addTensorPublisher(plainTopic(), Sharing.EXCLUSIVE));
        final TensorPublisher traced = closing(
            skein.addTensorPublisher(plainTopic().trace(TraceOptions.of(TraceOptions.MAX_STAGES)), Sharing.EXCLUSIVE));
        final TensorClaim claim = traced.newClaim();
        assertTrue(assertThrows(IllegalStateException.class, () -> plain.tryClaim(Pipe.vector(8), claim)).getMessage()
            .contains("belongs to a publisher of topic " + traced.topic().name()));
    }

    @Test
    void shouldShortenOnceWhenAClaimThatBeganTracesGoesOnWithOne()
    {
        final Topic source = plainTopic().trace(OPTIONS);
        final Topic onward = plainTopic().trace(OPTIONS);
        final TensorSubscriber subscriber = subscriber(source);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher publisher = connectedPublisher(source);
        final TensorPublisher stage = connectedPublisher(onward);
        final TensorClaim claim = stage.newClaim();
        for (int i = 0; i < 200; i++)
        {
            final int hops = 150 < i ? 2 : 1;
            final int lost = 150 == i ? 1 : 0;
            publish(Way.CLAIM, publisher, i % 100, null);
            final int value = i % 100;
            receive(subscriber, (view) ->
            {
                await("room", () -> stage.tryClaim(Pipe.vector(8), claim) > 0);
                claim.data().setMemory(0, 8, (byte)value);
                if (hops + lost > 1)
                {
                    claim.continueTrace(view);
                }
                claim.commit();
            });
            receive(last, (view) ->
            {
                assertShows(Way.CLAIM, view, value);
                assertEquals(hops, view.trace().hopCount(), "hops at " + value);
                assertEquals(lost, view.trace().lostHops(), "lost at " + value);
            });
        }
    }

    private int firstByte(final TensorSubscriber subscriber)
    {
        final int[] value = new int[1];
        receive(subscriber, (view) -> value[0] = view.buffer().getByte(0));
        return value[0];
    }
}
