package io.skein.topic;

import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Topics of kind stream.
 */
class StreamTopicTest
{
    private final Topic topic = Topic.byteStream("files");

    @ParameterizedTest
    @ValueSource(strings = {
        "aeron:ipc", "aeron:ipc?term-length=4m", "aeron:udp?endpoint=localhost:1", "aeron:udp?endpoint=10.0.0.1:65534",
        "aeron:udp?endpoint=[::1]:40123|mtu=8k", "aeron:udp?endpoint=223.0.0.1:4000"})
    void shouldTakeChannelsWithAWayBack(final String channel)
    {
        assertEquals(channel, topic.channel(channel).channels().get(0).publish());
    }

    @ParameterizedTest
    @CsvSource({
        "aeron:udp?endpoint=224.0.1.1:4000, multicast", "aeron:udp?endpoint=[ff02::1]:4000, multicast",
        "aeron:udp?control=localhost:4000|control-mode=dynamic, no way back",
        "aeron:udp?endpoint=localhost:65535, 1 to 65534"})
    void shouldRefuseChannelsWithoutAWayBack(final String channel, final String words)
    {
        final String message =
            assertThrows(ConfigurationException.class, () -> topic.channel(channel)).getMessage();
        assertTrue(message.contains(words) && message.contains("files"), message);
    }

    @Test
    void shouldRefuseWhatAStreamCanNotHave()
    {
        assertThrows(ConfigurationException.class, () -> topic.stream(-1));
        assertThrows(ConfigurationException.class, () -> topic.publishTime(true));
        assertThrows(ConfigurationException.class, () -> topic.pool(PoolOptions.of(2, 1 << 20)));
        assertThrows(ConfigurationException.class, () -> topic.channels(
            List.of(TopicChannel.IPC, TopicChannel.of("aeron:udp?endpoint=localhost:4000"))));
    }

    @Test
    void shouldRefuseTwoTopicsOfOneStreamId()
    {
        final String message = assertThrows(ConfigurationException.class,
            () -> TopicCatalogue.of(topic.stream(7), Topic.tensor("other").stream(7))).getMessage();
        assertTrue(message.contains("files") && message.contains("other") && message.contains("stream 7"), message);
        assertThrows(ConfigurationException.class,
            () -> TopicCatalogue.of(topic.stream(7), Topic.tensor("other").stream(~7)));
    }

    @Test
    void shouldReadTheKindFromAFile()
    {
        final TopicCatalogue catalogue =
            TopicCatalogue.parse("test", "version: 1\ntopics:\n  files: {kind: stream, stream: 5}\n");
        assertEquals(TopicKind.STREAM, catalogue.topic("files").kind());
    }
}
