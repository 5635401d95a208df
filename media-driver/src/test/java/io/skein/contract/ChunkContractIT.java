package io.skein.contract;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.PublisherStats;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferCounts;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What is larger than a message arrives whole, or is said not to.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#numbered")
class ChunkContractIT extends Contract
{
    private static final int SLICE = Setup.MTU - 64;
    private static final byte[] NOTE = bytes(5);

    private final AtomicInteger released = new AtomicInteger();

    ChunkContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldArriveWholeWhenPublishedAndTheSizeIsAtABoundary() throws Exception
    {
        long sequence = 0;
        for (final int length : new int[] {Setup.MAX_MESSAGE, Setup.MAX_MESSAGE + 1, 13 * SLICE - 1, 13 * SLICE,
            13 * SLICE + 1, Setup.TERM, 300_000})
        {
            final byte[] bytes = bytes(length);
            final FutureTask<Long> published = inBackground(() -> pipe.publish(Payload.copyOf(bytes)));
            assertArrives(bytes, new byte[0], List.of(length), sequence++);
            assertTrue(published.get() > 0);
            final FutureTask<Long> offered = inBackground(() -> pipe.offer(Payload.copyOf(bytes), LONG));
            assertArrives(bytes, new byte[0], List.of(length), sequence++);
            assertTrue(offered.get() > 0);
        }
        final PublisherStats stats = pipe.publisher().stats();
        assertEquals(sequence, stats.chunked());
        assertEquals(0, stats.gathered() + stats.cancelled());
        final TransferCounts counts = pipe.subscriber().stats().transfers();
        assertEquals(sequence, counts.completed());
        assertEquals(stats.bytes(), counts.bytes());
        assertEquals(0, counts.failed() + counts.refused() + counts.missed() + counts.duplicates() + counts.open());
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldArriveWholeWhenTransferredAndTheSizeIsAtABoundary()
    {
        long sequence = 0;
        for (final int length : new int[] {0, 1, 63, 64, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE - 1, 2 * SLICE,
            2 * SLICE + 1, 100_000})
        {
            for (final byte[] attachment : new byte[][] {new byte[0], NOTE, bytes(3_000)})
            {
                final byte[] bytes = bytes(length);
                final Transfer transfer = pipe.transfer(borrowed(bytes), new UnsafeBuffer(attachment));
                final Received message = complete(transfer);
                assertArrayEquals(bytes, message.bytes());
                assertArrayEquals(attachment, message.attachment());
                assertEquals(sequence++, message.sequence());
                assertEquals(length, transfer.sentBytes());
                assertEquals(transfer.outcome(), transfer.advance());
                assertEquals(sequence, released.get());
            }
        }
        assertEquals(sequence, pipe.publisher().stats().chunked());
    }

    @Test
    void shouldKeepSegmentBoundariesWhenSlicesCrossThem()
    {
        for (final int[] lengths : new int[][] {{SLICE, SLICE}, {SLICE - 1, 1, SLICE, 1}, {0, 5, 0, 0, 9_000, 0},
            {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 40_000}, {}, {0}, {0, 0}})
        {
            final byte[][] segments = new byte[lengths.length][];
            for (int i = 0; i < lengths.length; i++)
            {
                segments[i] = bytes(lengths[i]);
            }
            final Payload payload = Payload.copyOf(segments);
            final byte[] all = payload.toByteArray();
            final Received message = complete(pipe.transfer(payload, null));
            assertArrayEquals(all, message.bytes());
            assertEquals(Arrays.stream(lengths).boxed().toList(), message.segments());
        }
    }

    @Test
    void shouldLetSmallMessagesOvertakeWhenATransferIsOnItsWay()
    {
        final byte[] large = bytes(500_000);
        final Transfer transfer = pipe.transfer(borrowed(large), null);
        int small = 0;
        while (!transfer.isDone())
        {
            if (pipe.offer(new UnsafeBuffer(NOTE), 0, NOTE.length) > 0)
            {
                small++;
            }
            transfer.advance();
            pipe.poll(NOTHING, received::add);
            idle.idle();
        }
        final int total = small + 1;
        await("the rest", () ->
        {
            pipe.poll(NOTHING, received::add);
            return received.size() == total;
        });
        for (int i = 0; i < total; i++)
        {
            assertEquals(i, received.get(i).sequence());
        }
        assertTrue(small > 3);
        assertEquals(1, received.stream().filter((message) -> Arrays.equals(large, message.bytes())).count());
        assertTrue(received.get(0).bytes().length == NOTE.length, "the large one takes its place when it is complete");
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldArriveWholeWhenSeveralTransfersInterleave()
    {
        final List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 5; i++)
        {
            transfers.add(pipe.transfer(borrowed(bytes(200_000 + 10_000 * i)), null));
        }
        await("all", () ->
        {
            transfers.forEach(Transfer::advance);
            pipe.poll(NOTHING, received::add);
            return received.size() == 5;
        });
        assertEquals(5, released.get());
        for (int i = 0; i < 5; i++)
        {
            assertEquals(i, received.get(i).sequence());
            assertArrayEquals(bytes(received.get(i).bytes().length), received.get(i).bytes());
        }
        assertTrue(pipe.subscriber().stats().transfers().memory() >= 1_000_000);
        assertEquals(0, pipe.subscriber().stats().transfers().open());
    }

    @Test
    void shouldLandInTheCallersMemoryWhenThereIsAReceiver()
    {
        final ByteBuffer memory = ByteBuffer.allocateDirect(400_064).position(64);
        final AtomicReference<IncomingTransfer> seen = new AtomicReference<>();
        pipe.receiveInto((transfer) ->
        {
            seen.set(transfer);
            assertEquals(NOTE.length, transfer.attachment().capacity());
            return TransferTarget.of(memory);
        });
        final byte[] bytes = bytes(400_000);
        final Transfer transfer = pipe.transfer(borrowed(bytes), new UnsafeBuffer(NOTE));
        final List<Long> progress = new ArrayList<>();
        await("a message", () ->
        {
            transfer.advance();
            pipe.poll((view) -> assertEquals(
                new UnsafeBuffer(memory).addressOffset() + 64, view.buffer().addressOffset()), received::add);
            if (null != seen.get() && received.isEmpty())
            {
                progress.add(seen.get().receivedBytes());
                assertEquals(seen.get().receivedBytes(), seen.get().contiguousBytes());
            }
            return !received.isEmpty();
        });
        assertArrayEquals(bytes, received.get(0).bytes());
        assertArrayEquals(NOTE, received.get(0).attachment());
        assertTrue(progress.stream().distinct().count() > 3, progress::toString);
        final byte[] landed = new byte[400_000];
        memory.get(landed);
        assertArrayEquals(bytes, landed);
    }

    @Test
    void shouldWriteEveryByteOnceWhenTheTargetIsNoBuffer()
    {
        final Sink sink = new Sink(100_000);
        pipe.receiveInto((transfer) -> sink);
        final byte[] bytes = bytes(100_000);
        final Transfer transfer = pipe.transfer(borrowed(bytes), null);
        await("completion", () ->
        {
            transfer.advance();
            pipe.poll(NOTHING, received::add);
            return sink.isComplete;
        });
        assertArrayEquals(bytes, sink.bytes);
        assertEquals(List.of(), received);
        assertEquals(1, pipe.subscriber().stats().transfers().completed());
    }

    @Test
    void shouldVerifyWhenTheTopicHasAChecksum()
    {
        open(pipe.publisher().topic().chunk(ChunkOptions.DEFAULT.withChecksum(Checksum.CRC32C)));
        for (final int length : new int[] {0, 1, SLICE + 1, 200_000})
        {
            assertArrayEquals(bytes(length), complete(pipe.transfer(borrowed(bytes(length)), null)).bytes());
        }
    }

    @Test
    void shouldTellTheReceiverWhenATransferIsCancelled()
    {
        final Transfer transfer = pipe.transfer(borrowed(bytes(500_000)), null);
        assertTrue(transfer.advance() < 0);
        await("slices", () ->
        {
            pipe.poll(NOTHING, received::add);
            return pipe.subscriber().stats().transfers().bytes() > 0;
        });
        transfer.cancel("no longer wanted");
        assertEquals(Outcome.CANCELLED, transfer.outcome());
        assertEquals(1, released.get());
        transfer.close();
        assertEquals(1, released.get());
        // The log may have been full.
        await("room", () ->
        {
            pipe.poll(NOTHING, received::add);
            return pipe.offer(new UnsafeBuffer(NOTE), 0, NOTE.length) > 0;
        });
        final TransferException failure = (TransferException)error(TransferException.class);
        assertEquals(Reason.CANCELLED, failure.reason());
        assertTrue(failure.getMessage().contains("no longer wanted"), failure.getMessage());
        assertFalse(failure.missing().isEmpty());
        await("the small one", () ->
        {
            pipe.poll(NOTHING, received::add);
            return !received.isEmpty();
        });
        assertEquals(0, received.get(0).sequence());
        assertEquals(0, pipe.subscriber().stats().lost());
        assertEquals(1, pipe.subscriber().stats().transfers().failed());
    }

    @Test
    void shouldTellTheReceiverWhenThePublisherIsClosedHalfWay()
    {
        final Transfer transfer = pipe.transfer(borrowed(bytes(500_000)), null);
        await("slices", () ->
        {
            transfer.advance();
            pipe.poll(NOTHING, received::add);
            return pipe.subscriber().stats().transfers().bytes() > 0;
        });
        pipe.publisher().close();
        assertEquals(Outcome.CLOSED, transfer.advance());
        assertTrue(transfer.isDone());
        assertEquals(1, released.get());
        assertEquals(Reason.PUBLISHER_GONE, ((TransferException)error(TransferException.class)).reason());
        assertEquals(0, pipe.subscriber().stats().transfers().open());
    }

    @Test
    void shouldRefuseAtBothEndsWhenItIsTooLarge()
    {
        open(pipe.publisher().topic().chunk(ChunkOptions.DEFAULT.withMaxTransfer(100_000)));
        final Payload payload = borrowed(bytes(100_001));
        for (final String message : List.of(
            assertThrows(MessageTooLargeException.class, () -> pipe.transfer(payload, null)).getMessage(),
            assertThrows(MessageTooLargeException.class, () -> pipe.publish(payload)).getMessage()))
        {
            assertTrue(message.contains("100001") && message.contains("100000") && message.contains("maxTransfer"),
                message);
        }
        assertEquals(0, released.get(), "it stays the caller's");
        payload.close();
        assertArrayEquals(bytes(100_000), complete(pipe.transfer(borrowed(bytes(100_000)), null)).bytes());
    }

    @Test
    void shouldCountTheMessageAsSeenWhenTheReceiverRefusesIt()
    {
        pipe.receiveInto((transfer) -> null);
        final Transfer transfer = pipe.transfer(borrowed(bytes(50_000)), null);
        await("all sent", () ->
        {
            transfer.advance();
            pipe.poll(NOTHING, received::add);
            return transfer.isDone();
        });
        assertEquals(Reason.REFUSED, ((TransferException)error(TransferException.class)).reason());
        pipe.receiveInto((any) -> TransferTarget.ASSEMBLED);
        assertArrayEquals(bytes(60_000), complete(pipe.transfer(borrowed(bytes(60_000)), null)).bytes());
        assertEquals(0, pipe.subscriber().stats().lost());
        assertEquals(1, pipe.subscriber().stats().transfers().refused());
    }

    @Test
    void shouldPassOverATransferWhenSomethingNewerIsThere()
    {
        accepted(() -> pipe.offer(new UnsafeBuffer(NOTE), 0, NOTE.length));
        final Transfer transfer = pipe.transfer(borrowed(bytes(40_000)), null);
        accepted(transfer::advance);
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(7)), 0, 7));
        final List<byte[]> latest = new ArrayList<>();
        await("the newest", () ->
        {
            pollLatest(latest);
            return latest.stream().anyMatch((bytes) -> 7 == bytes.length);
        });
        final Transfer next = pipe.transfer(borrowed(bytes(41_000)), null);
        accepted(next::advance);
        await("the next", () ->
        {
            pollLatest(latest);
            return latest.stream().anyMatch((bytes) -> Arrays.equals(bytes(41_000), bytes));
        });
        assertEquals(0, pipe.subscriber().stats().lost());
        assertEquals(2, pipe.subscriber().stats().transfers().completed());
        assertEquals(4, pipe.subscriber().stats().skipped() + latest.size());
    }

    @Test
    void shouldKeepEveryByteWhenItIsRetained()
    {
        final byte[] bytes = bytes(100_000);
        for (final TransferTarget target : new TransferTarget[] {
            TransferTarget.ASSEMBLED, TransferTarget.of(ByteBuffer.allocateDirect(100_000))})
        {
            pipe.receiveInto((transfer) -> target);
            final List<RetainedMessage> kept = new ArrayList<>();
            final Transfer transfer = pipe.transfer(borrowed(bytes), new UnsafeBuffer(NOTE));
            await("a message", () ->
            {
                transfer.advance();
                pipe.poll((view) -> kept.add(((MessageView)view).retain()), received::add);
                return !kept.isEmpty();
            });
            complete(pipe.transfer(borrowed(bytes(100)), null));
            try (RetainedMessage message = kept.get(0))
            {
                assertArrayEquals(bytes, message.toByteArray());
                assertEquals(NOTE.length, message.attachment().capacity());
            }
        }
    }

    @Test
    void shouldGoOnWhenTheRateAllowsNoMoreForNow() throws Exception
    {
        open(pipe.publisher().topic().chunk(ChunkOptions.DEFAULT.withMaxRate(1_000_000, 10_000)));
        final Transfer transfer = pipe.transfer(borrowed(bytes(60_000)), null);
        final int[] paced = new int[1];
        await("a message", () ->
        {
            paced[0] += Outcome.PACED == transfer.advance() ? 1 : 0;
            pipe.poll(NOTHING, received::add);
            return !received.isEmpty();
        });
        assertTrue(paced[0] > 0);
        assertArrayEquals(bytes(60_000), received.get(0).bytes());
        final FutureTask<Long> published = inBackground(() -> pipe.publish(Payload.copyOf(bytes(61_000))));
        assertArrayEquals(bytes(61_000), receiveOne().bytes());
        assertTrue(published.get() > 0);
    }

    private void pollLatest(final List<byte[]> latest)
    {
        if (pipe.subscriber() instanceof TensorSubscriber tensors)
        {
            tensors.pollLatest((view) -> latest.add(view.toByteArray()));
        }
        else
        {
            ((MessageSubscriber)pipe.subscriber()).pollLatest((view) -> latest.add(view.toByteArray()));
        }
        idle.idle();
    }

    private Received complete(final Transfer transfer)
    {
        received.clear();
        await("a message", () ->
        {
            transfer.advance();
            pipe.poll(NOTHING, received::add);
            return !received.isEmpty() && transfer.isDone();
        });
        assertTrue(transfer.outcome() > 0);
        assertEquals(1, received.size());
        return received.get(0);
    }

    private void assertArrives(
        final byte[] bytes, final byte[] attachment, final List<Integer> segments, final long sequence)
    {
        see((view) -> assertEquals(0, view.buffer().addressOffset() % 64));
        final Received message = received.get(0);
        assertArrayEquals(bytes, message.bytes());
        assertArrayEquals(attachment, message.attachment());
        assertEquals(segments, message.segments());
        assertEquals(sequence, message.sequence());
    }

    private Payload borrowed(final byte[] bytes)
    {
        return Payload.borrow(new UnsafeBuffer(bytes), 0, bytes.length, bytes, released::incrementAndGet);
    }

    private static FutureTask<Long> inBackground(final Callable<Long> action)
    {
        final FutureTask<Long> task = new FutureTask<>(action);
        final Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /**
     * Something that is written at positions, like a file.
     */
    private static final class Sink implements TransferTarget
    {
        private final byte[] bytes;
        private boolean isComplete;

        private Sink(final int length)
        {
            bytes = new byte[length];
        }

        @Override
        public void write(final long offset, final DirectBuffer source, final int index, final int length)
        {
            source.getBytes(index, bytes, (int)offset, length);
        }

        @Override
        public void completed(final IncomingTransfer transfer, final long sequence)
        {
            isComplete = transfer.receivedBytes() == bytes.length;
        }
    }
}
