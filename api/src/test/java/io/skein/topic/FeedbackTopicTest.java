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
 * Topics whose subscribers answer.
 */
class FeedbackTopicTest
{
    private static final ChunkOptions ANSWERED = ChunkOptions.DEFAULT.withFeedback(true);

    private final Topic topic = Topic.message("files").chunk(ANSWERED);

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:udp?endpoint=localhost:1", "aeron:udp?endpoint=[::1]:65534"})
    void shouldTakeChannelsWithAWayBack(final String channel)
    {
        assertEquals(ANSWERED, topic.channel(channel).chunk());
    }

    @ParameterizedTest
    @CsvSource({
        "aeron:udp?endpoint=224.0.1.1:4000, multicast",
        "aeron:udp?control=localhost:4000|control-mode=dynamic, no way back",
        "aeron:udp?endpoint=localhost:65535, 1 to 65534"})
    void shouldRefuseChannelsWithoutAWayBack(final String channel, final String words)
    {
        final String message =
            assertThrows(ConfigurationException.class, () -> topic.channel(channel)).getMessage();
        assertTrue(message.contains(words) && message.contains("chunk.feedback"), message);
        final Topic silent = Topic.message("files").channel(channel);
        assertThrows(ConfigurationException.class, () -> silent.chunk(ANSWERED));
    }

    @Test
    void shouldRefuseSeveralChannelsAndAStreamThatLeavesNoneBehind()
    {
        assertThrows(ConfigurationException.class, () -> topic.channels(
            List.of(TopicChannel.IPC, TopicChannel.of("aeron:udp?endpoint=localhost:4000"))));
        assertThrows(ConfigurationException.class, () -> topic.stream(~(1 << 30)));
        assertEquals(-1, topic.stream(-1).streamId());
    }

    @Test
    void shouldRefuseTwoTopicsOfWhichOneHasTheOthersWayBack()
    {
        final Topic other = Topic.message("other").stream(~7 ^ 1 << 30);
        assertThrows(ConfigurationException.class, () -> TopicCatalogue.of(topic.stream(7), other));
        assertEquals(2, TopicCatalogue.of(topic.stream(8), other).topics().size());
    }
}
