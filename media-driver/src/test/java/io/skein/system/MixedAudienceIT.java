package io.skein.system;

import io.skein.Sharing;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.PublisherStats;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A publisher, a process on its host that looks into the slots, and one with a driver of its own, to which everything
 * has to go over the network.
 */
@Timeout(120)
class MixedAudienceIT
{
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int[] LENGTHS = {1_000, 100_000, 200_000, 4_000_000, AudienceMain.SLOT_SIZE - 200};

    @Test
    void shouldBringEveryByteToEachProcessWhenOneIsOnAnotherHost() throws IOException
    {
        final String udp = Channels.udp();
        final Topic topic = AudienceMain.topic(udp);
        final String count = Integer.toString(2 * LENGTHS.length);
        try (PoolBed bed = new PoolBed();
            MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE);
            ChildJvm near = ChildJvm.start(AudienceMain.class, bed.directory().toString(), udp, count);
            ChildJvm far = ChildJvm.start(AudienceMain.class, AudienceMain.ANOTHER_HOST, udp, count))
        {
            awaitBoth(publisher, near, far);
            final long first = publisher.stats().pooled();
            final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(AudienceMain.SLOT_SIZE));
            for (int i = 0; i < LENGTHS.length; i++)
            {
                try (Claim claim = publisher.claim(LENGTHS[i], PATIENCE))
                {
                    Pattern.fill(claim.data(), LENGTHS[i], 2 * i);
                    assertTrue(claim.commit() > 0);
                }
                Pattern.fill(buffer, LENGTHS[i], 2 * i + 1);
                assertTrue(publisher.offer(Payload.borrow(buffer, 0, LENGTHS[i], buffer), PATIENCE) > 0);
            }
            for (final ChildJvm child : List.of(near, far))
            {
                for (int i = 0; i < 2 * LENGTHS.length; i++)
                {
                    child.awaitLine(AudienceMain.got(i, LENGTHS[i / 2], first + i));
                }
            }
            near.awaitLine(AudienceMain.end(0, 0));
            far.awaitLine(AudienceMain.end(0, 2L * (LENGTHS.length - 2)));
            final PublisherStats stats = publisher.stats();
            assertEquals(first + 2 * LENGTHS.length, stats.pooled(), "each in a slot");
            assertEquals(2 * (LENGTHS.length - 2), stats.chunked(), "larger than an eighth of the term");
            assertEquals(0, stats.cancelled() + stats.gathered() + stats.claimed());
            assertEquals(List.of(), bed.events().errors());
            PoolBed.awaitAllSlotsFree(publisher);
        }
    }

    @Test
    void shouldBringItToTheOtherHostWhenTheProcessOnThisOneIsKilled() throws IOException
    {
        final String udp = Channels.udp();
        final Topic topic = AudienceMain.topic(udp);
        try (PoolBed bed = new PoolBed();
            MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE);
            ChildJvm near = ChildJvm.start(AudienceMain.class, bed.directory().toString(), udp, "99");
            ChildJvm far = ChildJvm.start(AudienceMain.class, AudienceMain.ANOTHER_HOST, udp, "6"))
        {
            awaitBoth(publisher, near, far);
            for (int i = 0; i < 2 * AudienceMain.SLOTS; i++)
            {
                try (Claim claim = publisher.claim(AudienceMain.SLOT_SIZE - 200, PATIENCE))
                {
                    Pattern.fill(claim.data(), AudienceMain.SLOT_SIZE - 200, i);
                    if (1 == i)
                    {
                        near.kill();
                    }
                    assertTrue(claim.commit() > 0);
                }
            }
            far.awaitLine(AudienceMain.end(0, 6));
            PoolBed.awaitAllSlotsFree(publisher);
        }
    }

    /**
     * They subscribe to channels of their own: both are there when both have had something.
     */
    private static void awaitBoth(final MessagePublisher publisher, final ChildJvm near, final ChildJvm far)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1]);
        Await.until("both listen", () ->
        {
            publisher.offer(buffer, 0, 1);
            return near.hasSaid(AudienceMain.HERE) && far.hasSaid(AudienceMain.HERE);
        });
    }
}
