package io.skein.system;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.skein.Sharing;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A publisher is killed with claims open, and log claimed ahead of them: what it committed arrives, and its log ends.
 */
@Timeout(120)
class ClaimFaultsIT
{
    private static final int KILLED = 137;
    /**
     * Messages after which log is claimed ahead, and more.
     */
    private static final int MANY = 20;
    private static final int FRAME = FrameDescriptor.FRAME_ALIGNMENT;

    private PoolBed bed;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
    }

    @AfterEach
    void close()
    {
        bed.close();
    }

    /**
     * Subscribers that were behind when the driver gave the publisher up. All at once, as each one waits.
     */
    @Test
    void shouldDeliverWhatWasCommittedWhenItIsReadAfterwards() throws IOException
    {
        final List<Late> all = new ArrayList<>();
        try
        {
            for (final String channel : List.of(Channels.IPC, Channels.udp()))
            {
                all.add(new Late("committed", channel));
                all.add(new Late("claimed", channel));
                all.add(new Late("behind", channel));
            }
            all.forEach(Late::killAfterTheFirst);
            bed.awaitBeingAlone();
            Await.until(() -> "all are gone: " + all + " " + bed.events(), () ->
            {
                all.forEach((late) -> late.poll(10));
                return all.stream().allMatch((late) -> 0 == late.subscriber.publisherCount());
            });
            for (final Late late : all)
            {
                final List<Long> expected = numbers();
                final boolean isBehind = late.topic.name().contains("behind");
                if (isBehind)
                {
                    expected.add(ClaimMain.MESSAGES + 1L);
                }
                assertEquals(expected, late.numbers, late::toString);
                // The open claim has a number, and is told of.
                assertEquals(isBehind ? 1 : 0, late.subscriber.stats().lost());
                assertEquals(0, late.subscriber.stats().rejected());
            }
        }
        finally
        {
            all.forEach(Late::close);
        }
    }

    /**
     * A live publisher, of whom each poll brings something.
     */
    @Test
    void shouldForgetTheDeadWhileAnotherGoesOn() throws IOException
    {
        try (Late late = new Late("several", Channels.IPC);
            MessagePublisher publisher = bed.skein().addMessagePublisher(late.topic, Sharing.EXCLUSIVE))
        {
            Await.until("all are there", () -> ClaimMain.PUBLISHERS + 1 == late.subscriber.publisherCount());
            late.killAfterTheFirst();
            bed.awaitBeingAlone();
            final UnsafeBuffer message = new UnsafeBuffer(new byte[ClaimMain.LENGTH]);
            Await.until(() -> "the dead are gone: " + late + " " + bed.events(), () ->
            {
                assertTrue(publisher.offer(message, 0, ClaimMain.LENGTH) > 0);
                assertEquals(1, late.poll(1));
                return 1 == late.subscriber.publisherCount();
            });
        }
    }

    /**
     * What an open claim says of its length is what the driver pads when the publisher dies. It may lie anywhere in log
     * that is claimed ahead, which has ten frames here.
     */
    @Test
    void shouldCoverNothingThatIsCommittedBehindWhenAClaimIsOpen() throws IOException
    {
        final Topic topic = Topic.message("covered").channel("aeron:ipc?mtu=1408", Channels.IPC);
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            Subscription subscription = aeron.addSubscription(Channels.IPC, topic.streamId());
            MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            Await.until("a log", () -> 1 == subscription.imageCount() && publisher.isConnected());
            final Image image = subscription.imageAtIndex(0);
            for (int before = MANY; before < MANY + 12; before++)
            {
                for (int i = 0; i < before; i++)
                {
                    ClaimMain.claim(publisher, i).commit();
                }
                Await.until("all is read", () -> 0 == image.poll((buffer, offset, length, header) -> {}, 10));
                final Claim open = ClaimMain.claim(publisher, before);
                ClaimMain.claim(publisher, before).commit();
                final long covered = image.position() + openLength(image);
                open.commit();
                final List<Long> begins = new ArrayList<>();
                Await.until("both have come", () -> image.poll((buffer, offset, length, header) ->
                    begins.add(header.position() - BitUtil.align(header.frameLength(), FRAME)), 10) > 0 &&
                    2 == begins.size());
                assertTrue(covered <= begins.get(1), before + ": to " + covered + ", frames at " + begins);
            }
        }
    }

    private static int openLength(final Image image)
    {
        final int bits = image.positionBitsToShift();
        final long place = (long)LogBufferDescriptor.indexByPosition(image.position(), bits) << bits |
            image.position() & (1L << bits) - 1;
        final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try
        {
            assertEquals(Integer.BYTES, image.fileChannel().read(word, place));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        assertTrue(word.getInt(0) < 0, "open: " + word.getInt(0));
        return BitUtil.align(-word.getInt(0), FRAME);
    }

    private static List<Long> numbers()
    {
        return new ArrayList<>(LongStream.range(0, ClaimMain.MESSAGES).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "committed, ''", "claimed, ''", "behind, 101", "aborted, ''",
    })
    void shouldDeliverWhatWasCommittedWhenPublisherIsKilled(final String step, final String more)
        throws IOException
    {
        for (final String channel : List.of(Channels.IPC, Channels.udp()))
        {
            final Topic topic = Topic.message("claims").channel(channel);
            final List<Long> expected = numbers();
            for (final String number : more.isEmpty() ? new String[0] : more.split(";"))
            {
                expected.add(Long.parseLong(number));
            }
            final List<Long> numbers = new ArrayList<>();
            try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
                ChildJvm child = ChildJvm.start(
                    ClaimMain.class, bed.directory().toString(), topic.name(), channel, step))
            {
                child.awaitLine("AT ");
                child.kill();
                assertEquals(KILLED, child.awaitExit());
                Await.until(() -> "the dead publisher is gone, after " + numbers + " " + bed.events(), () ->
                {
                    subscriber.poll((view) ->
                    {
                        assertTrue(Pattern.isWhole(view.buffer(), ClaimMain.LENGTH));
                        numbers.add(Pattern.number(view.buffer()));
                    }, 10);
                    return numbers.size() >= expected.size() && 0 == subscriber.publisherCount();
                });
                assertEquals(expected, numbers);
                assertEquals(0, subscriber.stats().rejected());
                assertEquals(0, subscriber.stats().failed());
            }
        }
    }

    /**
     * A subscriber that has read the first message of a publisher that is killed.
     */
    private final class Late implements AutoCloseable
    {
        private final Topic topic;
        private final MessageSubscriber subscriber;
        private final ChildJvm child;
        private final List<Long> numbers = new ArrayList<>();

        Late(final String step, final String channel) throws IOException
        {
            topic = Topic.message("late/" + step).channel(channel);
            subscriber = bed.skein().addMessageSubscriber(topic, 0);
            child = ChildJvm.start(ClaimMain.class, bed.directory().toString(), topic.name(), channel, step);
        }

        void killAfterTheFirst()
        {
            child.awaitLine("AT ");
            Await.until("the first has come", () -> poll(1) > 0);
            child.kill();
        }

        int poll(final int limit)
        {
            return subscriber.poll((view) -> numbers.add(Pattern.number(view.buffer())), limit);
        }

        @Override
        public void close()
        {
            child.close();
            subscriber.close();
        }

        @Override
        public String toString()
        {
            return topic.name() + " " + numbers.size() + " of " + subscriber.publisherCount() + " publishers, " +
                subscriber.stats();
        }
    }
}
