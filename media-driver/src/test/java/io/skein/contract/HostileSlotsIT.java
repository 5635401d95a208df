package io.skein.contract;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.LappedException;
import io.skein.PoolException;
import io.skein.RejectedFrameException;
import io.skein.internal.pool.PoolDescriptor;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.PooledForm;
import io.skein.internal.wire.StampedMessage;
import io.skein.message.SubscriberStats;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Pools and pooled messages that lie. Their maker is one of the same user, or it could not make files here at all.
 */
@Timeout(60)
class HostileSlotsIT extends PoolContract
{
    private static final int HEADER = 32;
    private static final int MESSAGE = SlotDescriptor.MESSAGE_OFFSET;

    private final Topic topic = topic(2);
    private final UnsafeBuffer descriptor = new UnsafeBuffer(ByteBuffer.allocateDirect(PooledForm.LENGTH));
    private Aeron aeron;
    private ExclusivePublication enemy;
    private PoolFiles pool;
    private TensorSubscriber subscriber;
    private long sequence;

    @BeforeEach
    void connectEnemy()
    {
        aeron = closing(Aeron.connect(
            new Aeron.Context().aeronDirectoryName(driver.connection().aeronDirectory().toString())));
        subscriber = subscriber(topic);
        enemy = aeron.addExclusivePublication(topic.channels().get(0).publish(), topic.streamId());
        pool = PoolFiles.create(pools(), topic.name(), 2, SIZE, false);
        subscriber.awaitConnected(LONG);
    }

    @AfterEach
    void closePool()
    {
        pool.unmap();
    }

    @Test
    void shouldDeliverWhenNothingIsWrong()
    {
        assertGoodMessageArrives();
        assertCounts(0, 0, 0);
    }

    @Test
    void shouldCountAsUnreachableAndReportOncePerPoolWhenThereIsNone()
    {
        for (final long poolId : new long[] {0, 1, -1, Long.MIN_VALUE, 1})
        {
            send(poolId, 0, 2);
            assertGoodMessageArrives();
        }
        assertCounts(0, 0, 5);
        for (int i = 0; i < 4; i++)
        {
            assertTrue(awaitError(PoolException.class).getMessage().contains("topic " + topic.name()));
        }
    }

    @Test
    void shouldRejectWhenSlotOrGenerationCanNotBe()
    {
        for (final int slot : new int[] {2, 3, 1_023, 65_535})
        {
            send(pool.poolId(), slot, 2);
            assertGoodMessageArrives();
        }
        send(pool.poolId(), 0, 1);
        send(pool.poolId(), 0, (1L << 48) - 1);
        assertGoodMessageArrives();
        assertCounts(6, 0, 0);
        awaitError(RejectedFrameException.class);
    }

    @Test
    void shouldCountAsLappedWhenTheGenerationIsAnother()
    {
        final long generation = writeGood(0);
        send(pool.poolId(), 0, generation - 2);
        send(pool.poolId(), 0, generation + 2);
        send(pool.poolId(), 0, (1L << 48) - 2);
        final UnsafeBuffer slot = pool.slot(0);
        slot.putLongVolatile(SlotDescriptor.GENERATION_OFFSET, generation + 1);
        send(pool.poolId(), 0, generation);
        await("all are taken", () ->
        {
            subscriber.poll((view) -> value(view), 10);
            return 4 == subscriber.stats().lapped();
        });
        slot.putLongVolatile(SlotDescriptor.GENERATION_OFFSET, generation);
        assertGoodMessageArrives();
        assertCounts(0, 4, 0);
        awaitError(LappedException.class);
    }

    @Test
    void shouldRejectWhenTheLengthInTheSlotLies()
    {
        final UnsafeBuffer slot = pool.slot(0);
        int count = 0;
        for (final long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, Integer.MAX_VALUE,
            slot.capacity(), slot.capacity() - MESSAGE + 1, 0, 1, HEADER, HEADER + SIZE - 1})
        {
            final long generation = writeGood(0);
            slot.putLong(SlotDescriptor.MESSAGE_LENGTH_OFFSET, length);
            send(pool.poolId(), 0, generation);
            assertGoodMessageArrives();
            count++;
        }
        assertCounts(count, 0, 0);
        awaitError(RejectedFrameException.class);
    }

    @Test
    void shouldStayWithinTheSlotWhenItsBytesAreAnything()
    {
        final Random random = new Random(20_261_121);
        final UnsafeBuffer slot = pool.slot(0);
        final long[] seen = new long[1];
        for (int i = 0; i < 2_000; i++)
        {
            final long generation = writeGood(0);
            for (int j = random.nextInt(4); j >= 0; j--)
            {
                slot.putByte(MESSAGE + random.nextInt(64), (byte)random.nextInt());
            }
            send(pool.poolId(), 0, generation);
            subscriber.poll((view) ->
            {
                assertTrue(view.length() >= 0 && view.length() <= slot.capacity());
                seen[0] += view.length() > 0 ? view.buffer().getByte(0) + view.buffer().getByte(view.length() - 1) : 0;
                view.retain().release();
            }, 10);
        }
        assertGoodMessageArrives();
        assertEquals(0, pool.control().getLong(PoolDescriptor.holderWordOffset(0)));
        assertEquals(0, subscriber.stats().failed());
        awaitError(RejectedFrameException.class);
    }

    @Test
    void shouldRejectWhenTheSlotHoldsAnotherPooledMessageOrAVoid()
    {
        final UnsafeBuffer slot = pool.slot(0);
        long generation = writeGood(0);
        PooledForm.stamp(slot, MESSAGE, 1, pool.poolId(), PooledForm.slotAndGeneration(0, generation));
        send(pool.poolId(), 0, generation);
        assertGoodMessageArrives();
        generation = writeGood(0);
        StampedMessage.makeVoid(slot, MESSAGE, 3);
        send(pool.poolId(), 0, generation);
        assertGoodMessageArrives();
        generation = writeGood(0);
        slot.putByte(MESSAGE + 2, (byte)7);
        send(pool.poolId(), 0, generation);
        assertGoodMessageArrives();
        assertCounts(3, 0, 0);
        awaitError(RejectedFrameException.class);
    }

    @Test
    void shouldHoldNothingWhenTheWriterChangesTheHeaderUnderTheHandler()
    {
        final RetainedTensor target = subscriber.newRetained();
        send(pool.poolId(), 0, writeGood(0));
        poll(subscriber, (view) ->
        {
            pool.slot(0).putInt(MESSAGE + 16, -1);
            assertTrue(view.retain(target) < 0);
            assertEquals(SIZE, view.length());
        });
        assertTrue(!target.isHeld() && 0 == target.length());
        assertEquals(0, pool.control().getLong(PoolDescriptor.holderWordOffset(0)));
        assertGoodMessageArrives();
        assertCounts(0, 0, 0);
    }

    private long writeGood(final int slot)
    {
        final UnsafeBuffer memory = pool.slot(slot);
        HeaderTemplate.shortest(false).tensor(TYPE, null, 0).stamp(memory, MESSAGE, 0, HEADER);
        memory.setMemory(MESSAGE + HEADER, SIZE, (byte)1);
        memory.putLong(SlotDescriptor.MESSAGE_LENGTH_OFFSET, HEADER + SIZE);
        final long generation = memory.getLong(SlotDescriptor.GENERATION_OFFSET) + 2;
        memory.putLongVolatile(SlotDescriptor.GENERATION_OFFSET, generation);
        return generation;
    }

    private void send(final long poolId, final int slot, final long generation)
    {
        PooledForm.stamp(descriptor, 0, sequence, poolId, PooledForm.slotAndGeneration(slot, generation));
        await("acceptance", () -> enemy.offer(descriptor, 0, PooledForm.LENGTH) > 0);
        sequence++;
    }

    private void assertGoodMessageArrives()
    {
        final long before = subscriber.stats().messages();
        send(pool.poolId(), 1, writeGood(1));
        await("the good one", () ->
        {
            subscriber.poll((view) -> assertEquals(1, value(view)), 10);
            return subscriber.stats().messages() > before;
        });
    }

    private void assertCounts(final long rejected, final long lapped, final long unreachable)
    {
        final SubscriberStats stats = subscriber.stats();
        assertEquals(rejected, stats.rejected(), stats::toString);
        assertEquals(lapped, stats.lapped(), stats::toString);
        assertEquals(unreachable, stats.unreachable(), stats::toString);
        assertEquals(0, stats.failed() + stats.lost(), stats::toString);
    }
}
