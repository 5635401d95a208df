package io.skein.topic;

import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TopicCatalogueTest
{
    @Test
    void shouldFindTopicWhenNamed()
    {
        final Topic left = Topic.tensor("camera/left");
        final Topic right = Topic.tensor("camera/right");
        final TopicCatalogue catalogue = TopicCatalogue.of(right, left);

        assertSame(left, catalogue.topic("camera/left"));
        assertTrue(catalogue.contains("camera/right"));
        assertFalse(catalogue.contains("camera"));
        assertEquals(List.of(right, left), catalogue.topics());
        assertEquals(2, catalogue.toString().lines().count());
    }

    @Test
    void shouldNameTheNearestWhenUnknown()
    {
        final TopicCatalogue catalogue = TopicCatalogue.of(Topic.raw("ping"), Topic.raw("camera/left"));

        assertEquals("unknown topic 'camera/lfet': the nearest of 2 known is 'camera/left'; " +
            "add it to the topics file or to the catalogue",
            assertThrows(ConfigurationException.class, () -> catalogue.topic("camera/lfet")).getMessage());
        assertTrue(assertThrows(ConfigurationException.class, () -> TopicCatalogue.of().topic("a\nb")).getMessage()
            .startsWith("unknown topic 'a?b': the catalogue has no topics"));
    }

    @Test
    void shouldRefuseWhenNameAppearsTwice()
    {
        assertEquals("duplicate topic 'a': remove or rename one", assertThrows(ConfigurationException.class,
            () -> TopicCatalogue.of(Topic.raw("a").stream(1), Topic.raw("a").stream(2))).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "aeron:ipc,aeron:ipc",
        "aeron:ipc,aeron:ipc?mtu=8192",
        "aeron:udp?endpoint=h:1,aeron:udp?endpoint=H:1|mtu=8192",
        "aeron:udp?control=h:1|control-mode=dynamic,aeron:udp?control=h:1|control-mode=dynamic|mtu=1408"})
    void shouldRefuseWhenTwoTopicsShareChannelAndStream(final String first, final String second)
    {
        final Topic a = Topic.raw("a").channel(first).stream(7);
        final Topic b = Topic.raw("b").channel(second).stream(7);

        final var refused = assertThrows(ConfigurationException.class, () -> TopicCatalogue.of(a, b));
        assertTrue(refused.getMessage().startsWith("topic 'b' has the channel and stream of topic 'a': "),
            refused.getMessage());
        assertTrue(refused.getMessage().endsWith(", stream 7; give one of them another stream"));
        assertDoesNotThrow(() -> TopicCatalogue.of(a, b.stream(8)));
    }

    @ParameterizedTest
    @CsvSource({
        "aeron:ipc,aeron:udp?endpoint=h:1",
        "aeron:udp?endpoint=h:1,aeron:udp?endpoint=h:2",
        "aeron:udp?endpoint=h:1|control=me:5,aeron:udp?endpoint=g:1|control=me:5",
        "aeron:udp?control=h:1|control-mode=dynamic,aeron:udp?control=h:2|control-mode=dynamic"})
    void shouldAcceptWhenTwoTopicsShareOnlyTheStream(final String first, final String second)
    {
        final Topic a = Topic.raw("a").channel(first).stream(7);

        assertEquals(2, TopicCatalogue.of(a, Topic.raw("b").channel(second).stream(7)).topics().size());
    }

    @Test
    void shouldRefuseWhenOneSubscribesToWhatAnotherPublishes()
    {
        final Topic a = Topic.raw("a").stream(7)
            .channel("aeron:udp?control=h:1|control-mode=dynamic", "aeron:udp?endpoint=l:0|control=h:1");
        final Topic b = Topic.raw("b").stream(7)
            .channel("aeron:udp?control=h:2|control-mode=dynamic", "aeron:udp?endpoint=l:0|control=h:1");

        assertThrows(ConfigurationException.class, () -> TopicCatalogue.of(a, b));
    }

    @Test
    void shouldReportEveryProblemWhenThereAreSeveral()
    {
        final Topic a = Topic.raw("a").stream(7);
        final var refused = assertThrows(ConfigurationException.class,
            () -> TopicCatalogue.of(a, Topic.raw("b").stream(7), a, Topic.raw("c").stream(7)));

        assertEquals(3, refused.getMessage().lines().count());
    }
}
