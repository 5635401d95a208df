package io.skein.topic;

import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TopicTest
{
    @Test
    void shouldReadAsItIsMeantWhenMadeInCode()
    {
        final Topic topic = Topic.tensor("camera/left").channel("aeron:ipc?mtu=8k").stream(1001)
            .backPressure(BackPressure.drop()).publishTime(true);

        assertEquals(new Topic("camera/left", TopicKind.TENSOR, List.of(TopicChannel.of("aeron:ipc?mtu=8k")), 1001,
            new BackPressure(BackPressure.Policy.DROP, 0), true, null, ChunkOptions.DEFAULT, null), topic);
    }

    @Test
    void shouldHaveDefaultsWhenNothingIsSaid()
    {
        final Topic topic = Topic.message("a");

        assertEquals(TopicKind.MESSAGE, topic.kind());
        assertEquals(TopicKind.RAW, Topic.raw("a").kind());
        assertEquals(List.of(TopicChannel.IPC), topic.channels());
        assertEquals(BackPressure.block(Duration.ofSeconds(1)), topic.backPressure());
        assertFalse(topic.publishTime());
        assertEquals(Topic.streamIdOf("a"), topic.streamId());
    }

    @Test
    void shouldDeriveTheSameStreamWhenProcessesDiffer()
    {
        assertEquals(0x4000_0000 | (0xCBF43926 & 0x3FFF_FFFF), Topic.streamIdOf("123456789"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_0.9", "a/b/c", ".", "camera/left"})
    void shouldAcceptNameWhenItIsOne(final String name)
    {
        assertEquals(name, Topic.raw(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a b", "a\n", "\u00e9", "a:b", "*"})
    void shouldRefuseNameWhenItIsNone(final String name)
    {
        final var refused = assertThrows(ConfigurationException.class, () -> Topic.raw(name));
        assertTrue(refused.getMessage().contains("is not usable: give parts of"), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"));
    }

    @Test
    void shouldLimitTheLengthOfNames()
    {
        assertEquals(200, Topic.raw("x".repeat(200)).name().length());
        final var refused = assertThrows(ConfigurationException.class, () -> Topic.raw("x".repeat(201)));
        assertTrue(refused.getMessage().endsWith("has 201 characters: the limit is 200"), refused.getMessage());
    }

    @Test
    void shouldAcceptAnyStreamButZero()
    {
        for (final int stream : new int[] {Integer.MIN_VALUE, -1, 1, Integer.MAX_VALUE})
        {
            assertEquals(stream, Topic.raw("a").stream(stream).streamId());
        }
        assertEquals("topic 'a': stream 0 is reserved for 'not set': give any other stream",
            assertThrows(ConfigurationException.class, () -> Topic.raw("a").stream(0)).getMessage());
    }

    @Test
    void shouldRefusePublishTimeWhenRaw()
    {
        final Topic raw = Topic.raw("a");
        assertTrue(assertThrows(ConfigurationException.class, () -> raw.publishTime(true)).getMessage()
            .contains("no header to carry publishTime"));
    }

    @Test
    void shouldRefuseChannelsWhenNoneOrTwice()
    {
        final Topic topic = Topic.raw("a");
        assertTrue(assertThrows(ConfigurationException.class, () -> topic.channels(List.of())).getMessage()
            .contains("no channel: give at least one"));
        final List<TopicChannel> twice =
            List.of(TopicChannel.of("aeron:ipc?mtu=8k"), TopicChannel.of("aeron:udp?endpoint=h:1"), TopicChannel.IPC);
        assertTrue(assertThrows(ConfigurationException.class, () -> topic.channels(twice)).getMessage()
            .contains("channels 1 and 3 are both ipc"));
    }

    @Test
    void shouldKeepItsChannelsWhenTheListChanges()
    {
        final List<TopicChannel> channels = new ArrayList<>(List.of(TopicChannel.IPC));
        final Topic topic = Topic.raw("a").channels(channels);
        channels.clear();

        assertEquals(List.of(TopicChannel.IPC), topic.channels());
    }

    @Test
    void shouldRefuseWhenChannelSaysAnotherStream()
    {
        assertEquals(5, Topic.raw("a").stream(5).channel("aeron:ipc?stream-id=5").streamId());
        assertTrue(assertThrows(ConfigurationException.class,
            () -> Topic.raw("a").stream(5).channel("aeron:ipc?stream-id=6")).getMessage()
            .contains("says stream-id=6 but the topic's stream is 5"));
    }

    @Test
    void shouldKeepItsPoolWhenTheRestChanges()
    {
        final PoolOptions pool = PoolOptions.of(8, 1 << 20);
        final Topic topic = Topic.tensor("a").pool(pool).stream(5).backPressure(BackPressure.drop()).publishTime(true)
            .channels(List.of(TopicChannel.of("aeron:udp?endpoint=h:1"), TopicChannel.IPC));

        assertEquals(pool, topic.pool());
        assertEquals(pool, topic.channel("aeron:ipc?mtu=8k").channel("aeron:ipc", "aeron:ipc").pool());
        assertEquals(pool, Topic.message("a").pool(pool).pool());
        assertNull(topic.pool(null).pool());
        assertNull(Topic.tensor("a").pool());
    }

    @Test
    void shouldRefusePoolWhenRawOrNotOnOneIpcChannel()
    {
        final PoolOptions pool = PoolOptions.of(8, 1 << 20);
        final String channels =
            "topic 'a': a pool needs exactly one channel on IPC, on which its descriptors travel, and there are ";

        refuse("topic 'a': a raw topic can have no pool", () -> Topic.raw("a").pool(pool));
        refuse(channels + 0, () -> Topic.tensor("a").channel("aeron:udp?endpoint=h:1").pool(pool));
        refuse(channels + 0, () -> Topic.tensor("a").pool(pool).channel("aeron:udp?endpoint=h:1"));
        refuse(channels + 2, () -> Topic.tensor("a").pool(pool).channels(List.of(TopicChannel.IPC, TopicChannel.IPC)));
    }

    @Test
    void shouldLimitTheTimeoutOfBackPressure()
    {
        assertEquals(1, BackPressure.block(Duration.ofNanos(1)).timeoutNs());
        assertEquals(3_600_000_000_000L, BackPressure.block(Duration.ofHours(1)).timeoutNs());
        for (final Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofHours(1).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE)))
        {
            assertTrue(assertThrows(ConfigurationException.class, () -> BackPressure.block(timeout)).getMessage()
                .contains("is not within 1 ns and 3600000000000 ns (1 h)"));
        }
        assertThrows(ConfigurationException.class, () -> new BackPressure(BackPressure.Policy.DROP, 1));
    }

    private static void refuse(final String messageStart, final Supplier<Topic> attempt)
    {
        final String message = assertThrows(ConfigurationException.class, attempt::get).getMessage();
        assertTrue(message.startsWith(messageStart), message);
    }
}
