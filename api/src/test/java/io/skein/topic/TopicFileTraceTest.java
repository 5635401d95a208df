package io.skein.topic;

import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a topic, in code or in a file, says about traces.
 */
class TopicFileTraceTest
{
    private static final String HEAD = "version: 1\ntopics:\n  a:\n    kind: tensor\n    stream: 1\n";

    @Test
    void shouldReadTheOptionsWhenTheyAreGiven()
    {
        assertEquals(new TraceOptions(3, 4), trace("    trace: {stages: 3}\n"));
        assertEquals(new TraceOptions(8, 16), trace("    trace: {spans: 16, stages: 8}\n"));
        assertEquals(new TraceOptions(1, 0), trace("    trace: {stages: 1, spans: 0}\n"));
        assertNull(trace("    trace: none\n"));
        assertNull(trace(""));
        assertEquals(new TraceOptions(2, 4), read("version: 1\ndefaults:\n  trace: {stages: 2}\ntopics:\n" +
            "  a:\n    kind: tensor\n    stream: 1\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|missing key 'stages', give how many a message passes, such as 'stages: 3'",
        "{stages: 0}|stages '0' is out of range: give a number of 1 to 8",
        "{stages: 9}|stages '9' is out of range",
        "{stages: 1, spans: 17}|spans '17' is out of range: give a number of 0 to 16",
        "{stages: 1, spans: -1}|spans '-1' is out of range",
        "{stage: 1}|unknown key 'stage'",
        "on|expected a mapping (key: value) or none, found"})
    void shouldSayWhatIsWrongAndWhere(final String text, final String expected)
    {
        final TopicFileException ex =
            assertThrows(TopicFileException.class, () -> trace("    trace: " + text + "\n"));
        assertTrue(ex.getMessage().contains("topic 'a': trace"), ex.getMessage());
        assertTrue(ex.getMessage().contains(expected), ex.getMessage());
        assertTrue(ex.getMessage().contains(":6:"), ex.getMessage());
    }

    @Test
    void shouldRefuseWhenTheTopicHasNoHeader()
    {
        final Exception raw = assertThrows(
            ConfigurationException.class, () -> Topic.raw("a").trace(TraceOptions.of(1)));
        assertEquals("topic 'a': a raw topic has no header for a trace to travel with: use kind message, or leave " +
            "trace out (trace: none)", raw.getMessage());
        final Exception stream = assertThrows(
            ConfigurationException.class, () -> Topic.byteStream("a").trace(TraceOptions.of(1)));
        assertTrue(stream.getMessage().contains("a byte stream has no messages to trace"), stream.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, trace.stages 0", "9, 0, trace.stages 9", "1, -1, trace.spans -1", "1, 17, trace.spans 17"})
    void shouldRefuseWhenOutOfRange(final int stages, final int spans, final String expected)
    {
        final Exception ex = assertThrows(ConfigurationException.class, () -> new TraceOptions(stages, spans));
        assertTrue(ex.getMessage().startsWith(expected + " is out of range: give "), ex.getMessage());
    }

    @Test
    void shouldSayHowMuchRoomATraceTakes()
    {
        assertEquals(80, new TraceOptions(1, 0).roomBytes());
        assertEquals(288, TraceOptions.of(3).roomBytes());
        assertEquals(872, new TraceOptions(8, 16).roomBytes());
    }

    private static TraceOptions trace(final String lines)
    {
        return read(HEAD + lines);
    }

    private static TraceOptions read(final String file)
    {
        final List<Topic> topics = List.copyOf(TopicCatalogue.parse("t", file).topics());
        return topics.get(0).trace();
    }
}
