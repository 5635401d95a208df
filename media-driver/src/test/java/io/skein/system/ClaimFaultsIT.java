package io.skein.system;

import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
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
     * A subscriber that was behind when the driver gave the publisher up.
     */
    @ParameterizedTest
    @ValueSource(strings = {"committed", "claimed"})
    void shouldDeliverWhatWasCommittedWhenItIsReadAfterwards(final String step) throws IOException
    {
        for (final String channel : List.of(Channels.IPC, Channels.udp()))
        {
            final Topic topic = Topic.message("late-claims").channel(channel);
            final List<Long> numbers = new ArrayList<>();
            try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
                ChildJvm child = ChildJvm.start(
                    ClaimMain.class, bed.directory().toString(), topic.name(), channel, step))
            {
                child.awaitLine("AT ");
                Await.until("the first has come", () ->
                    subscriber.poll((view) -> numbers.add(Pattern.number(view.buffer())), 1) > 0);
                child.kill();
                bed.awaitBeingAlone();
                Await.until(() -> "the dead publisher is gone, after " + numbers + " " + bed.events(), () ->
                {
                    subscriber.poll((view) -> numbers.add(Pattern.number(view.buffer())), 10);
                    return 0 == subscriber.publisherCount();
                });
                assertEquals(LongStream.range(0, ClaimMain.MESSAGES).boxed().toList(), numbers);
            }
        }
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
            final List<Long> expected = new ArrayList<>(LongStream.range(0, ClaimMain.MESSAGES).boxed().toList());
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
}
