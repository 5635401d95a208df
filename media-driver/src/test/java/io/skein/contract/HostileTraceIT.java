package io.skein.contract;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TraceEncoder;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceView;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Somebody publishes messages whose traces are of their own making: the message arrives whatever the trace is, and what
 * is read or sent on of that lies within the message.
 */
@Timeout(60)
class HostileTraceIT extends PoolContract
{
    private static final int LENGTH = 40;
    private static final int ROUNDS = 2_000;
    private static final TraceOptions OPTIONS = TraceOptions.of(3);
    private static final SpanName WORK = SpanName.of("work");

    private final Topic topic = plainTopic().trace(OPTIONS);
    private final Topic onward = plainTopic().trace(OPTIONS);
    private final Random random = new Random(42);
    private TensorSubscriber subscriber;
    private TensorSubscriber last;
    private TensorPublisher stage;
    private ExclusivePublication enemy;
    private long sequence;

    @BeforeEach
    void join()
    {
        subscriber = subscriber(topic);
        last = subscriber(onward);
        stage = connectedPublisher(onward);
        final Aeron aeron = closing(Aeron.connect(
            new Aeron.Context().aeronDirectoryName(driver.connection().aeronDirectory().toString())));
        enemy = aeron.addExclusivePublication(topic.channels().get(0).publish(), topic.streamId());
        await("the enemy", () -> enemy.isConnected() && 1 == subscriber.publisherCount());
    }

    @Test
    void shouldDeliverTheMessageWithItsTraceWhenBothAreGood()
    {
        inject(HeaderTemplate.shortest(false), (block, offset) -> { });
        poll(subscriber, (view) ->
        {
            assertEquals(2, view.trace().hopCount());
            assertEquals(77, view.trace().traceId());
            assertEquals(1, view.trace().spanCount());
            assertEquals("theirs", view.trace().spanName(0));
        });
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "false, 5"})
    void shouldDeliverTheMessageWhateverItsTraceIs(final boolean isShort, final int attachment)
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            final int changes = i % 4;
            inject(isShort ? HeaderTemplate.shortest(false) : new HeaderTemplate(), attachment, (block, offset) ->
            {
                for (int j = 0; j < changes; j++)
                {
                    // Mostly where the lengths are.
                    block.putByte(offset + random.nextInt(random.nextBoolean() ? 40 : OPTIONS.roomBytes()),
                        (byte)(random.nextBoolean() ? -1 : random.nextInt()));
                }
                if (0 == changes)
                {
                    for (int j = 0; j < OPTIONS.roomBytes(); j++)
                    {
                        block.putByte(offset + j, (byte)random.nextInt());
                    }
                }
            });
            poll(subscriber, (view) ->
            {
                assertShows(view);
                readAll(view.trace());
                view.trace().span(WORK).close();
                // The driver is left to its pump.
                await("the forward", () -> stage.forward(view) > 0);
            });
            poll(last, (view) ->
            {
                assertShows(view);
                assertTrue(view.trace().hopCount() >= 1 && view.trace().hopCount() <= OPTIONS.stages());
                assertTrue(view.trace().spanCount() <= OPTIONS.spans());
                readAll(view.trace());
            });
        }
        assertEquals(0, subscriber.stats().rejected() + subscriber.stats().foreign() + last.stats().rejected());
    }

    private static void assertShows(final TensorView view)
    {
        assertEquals(LENGTH, view.length());
        for (int i = 0; i < LENGTH; i++)
        {
            assertEquals(i, view.buffer().getByte(i));
        }
    }

    private static void readAll(final TraceView trace)
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
            assertTrue(trace.spanName(span).length() <= SpanName.MAX_LENGTH);
            trace.spanStartNs(span);
            trace.spanEndNs(span);
        }
        assertTrue(trace.lostHops() >= 0 && trace.lostSpans() >= 0);
    }

    private void inject(final HeaderTemplate header, final Change change)
    {
        inject(header, 0, change);
    }

    private void inject(final HeaderTemplate header, final int attachment, final Change change)
    {
        final byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++)
        {
            bytes[i] = (byte)i;
        }
        header.traced(OPTIONS.roomBytes()).tensor(Pipe.vector(LENGTH), Payload.copyOf(bytes), attachment);
        final int payloadOffset = header.payloadOffset(enemy.termOffset());
        header.complete(sequence++, 1, payloadOffset);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[payloadOffset + LENGTH]);
        message.putBytes(0, header.buffer(), 0, payloadOffset);
        encode(message, header.traceOffset());
        change.apply(message, header.traceOffset());
        message.putBytes(payloadOffset, bytes);
        await("an injection", () -> enemy.offer(message) > 0);
    }

    private static void encode(final UnsafeBuffer message, final int offset)
    {
        final TraceEncoder trace = new TraceEncoder().wrapAndApplyHeader(message, offset, new MessageHeaderEncoder())
            .traceId(77).lostHops(0).lostSpans(0);
        trace.hopsCount(2)
            .next().hostId(1).publishedNs(1).inLogNs(2).receivedNs(3).handlerStartNs(4)
            .next().hostId(2).publishedNs(5).inLogNs(6).receivedNs(7).handlerStartNs(8);
        trace.spansCount(1).next().name("theirs").hop((short)0).startNs(4).endNs(5);
    }

    /**
     * What the enemy changes in a good message.
     */
    @FunctionalInterface
    private interface Change
    {
        void apply(UnsafeBuffer message, int traceOffset);
    }
}
