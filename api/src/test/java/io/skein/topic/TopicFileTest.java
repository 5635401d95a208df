package io.skein.topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TopicFileTest
{
    private static final String HEAD = "version: 1\ntopics:\n";

    @TempDir
    private Path directory;

    @Test
    void shouldLoadTheExampleThatShips()
    {
        final TopicCatalogue catalogue = TopicCatalogue.load(Path.of("..", "config", "topics.yaml"));

        assertEquals(1001, catalogue.topic("ping").streamId());
        assertEquals(1002, catalogue.topic("pong").streamId());
        assertEquals(2, catalogue.topic("camera/left").channels().size());
        assertEquals(BackPressure.drop(), catalogue.topic("camera/left").backPressure());
        assertTrue(catalogue.topic("camera/left").publishTime());
        assertEquals(PoolOptions.of(8, 32 << 20), catalogue.topic("camera/stereo").pool());
    }

    @Test
    void shouldTakeDefaultsWhenTopicIsSilent()
    {
        final TopicCatalogue catalogue = TopicCatalogue.parse("t", """
            version: 1
            defaults:
              kind: tensor
              channels: [aeron:udp?endpoint=h:1, aeron:ipc]
              backPressure: {policy: block, timeout: 100us}
              publishTime: true
            topics:
              a: {stream: -5}
              b: {stream: 6, kind: raw, channel: aeron:ipc, backPressure: block, publishTime: false}
            """);

        assertEquals(Topic.tensor("a").stream(-5).publishTime(true)
            .channels(List.of(TopicChannel.of("aeron:udp?endpoint=h:1"), TopicChannel.IPC))
            .backPressure(BackPressure.block(Duration.ofNanos(100_000))), catalogue.topic("a"));
        assertEquals(Topic.raw("b").stream(6), catalogue.topic("b"));
    }

    @ParameterizedTest
    @CsvSource({"1ns,1", "100us,100000", "5ms,5000000", "2s,2000000000", "3600s,3600000000000"})
    void shouldReadDurationWhenItHasAUnit(final String text, final long nanos)
    {
        final String yaml = HEAD + "  a: {kind: raw, stream: 1, backPressure: {policy: block, timeout: " + text + "}}";

        assertEquals(nanos, TopicCatalogue.parse("t", yaml).topic("a").backPressure().timeoutNs());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{};                                   3:3: topic 'a': missing key 'kind', allowed are raw, message, tensor",
        "{};                                   3:3: topic 'a': missing key 'stream', give it a number of its own such",
        "5;                                    3:6: topic 'a': expected a mapping (key: value), found '5'",
        "[];                                   3:6: topic 'a': expected a mapping (key: value), found a list",
        "{kind: raw, stream: '7'};             3:26: topic 'a': stream: expected an integer, found the quoted text '7'",
        "{kind: raw, stream: 1.5};             3:26: topic 'a': stream: expected an integer, found '1.5'",
        "{kind: raw, stream: 0x10};            3:26: topic 'a': stream: expected an integer, found '0x10'",
        "{kind: raw, stream: 010};             3:26: topic 'a': stream: expected an integer, found '010'",
        "{kind: raw, stream: };                3:25: topic 'a': stream: expected an integer, found nothing",
        "{kind: raw, stream: 0};               3:26: topic 'a': stream '0' is out of range",
        "{kind: raw, stream: 2147483648};      3:26: topic 'a': stream '2147483648' is out of range",
        "{kind: raw, stream: -2147483649};     3:26: topic 'a': stream '-2147483649' is out of range",
        "{kind: tensr, stream: 1};             3:13: topic 'a': kind: expected one of raw, message, tensor, stream, f",
        "{kind: RAW, stream: 1};               3:13: topic 'a': kind: expected one of",
        "{kind: [raw], stream: 1};             3:13: topic 'a': kind: expected one of raw, message, tensor, stream, f",
        "{kind: raw, stream: 1, chanel: x};    3:29: topic 'a': unknown key 'chanel', did you mean 'channel'?",
        "{kind: raw, stream: 1, qos: {}};      3:29: topic 'a': unknown key 'qos', known are backPressure, channel,",
        "{kind: raw, stream: 1, kind: raw};    3:29: topic 'a': duplicate key 'kind', first on line 3",
        "{kind: raw, stream: 1, publishTime: yes}; 3:42: topic 'a': publishTime: expected true or false, found 'yes'",
        "{kind: raw, stream: 1, publishTime: true}; 3:3: topic 'a': a raw topic has no header to carry publishTime",
        "{kind: raw, stream: 1, channel: aeron:ipc?mtu=1}; 3:38: channel 'aeron:ipc?mtu=1': mtu=1 is not usable",
        "{kind: raw, stream: 1, channel: };    3:37: topic 'a': channel: expected a channel URI such as aeron:ipc, fou",
        "{kind: raw, stream: 1, channels: x};  3:39: topic 'a': channels: expected a list of one or more, found 'x'",
        "{kind: raw, stream: 1, channels: []}; 3:39: topic 'a': channels: expected a list of one or more, found an emp",
        "{kind: raw, stream: 1, channels: [[]]};    3:40: topic 'a': channels: expected a mapping (key: value), found",
        "{kind: raw, stream: 1, channels: [{publish: aeron:ipc}]}; 3:40: topic 'a': channels: missing key 'subscribe'",
        "{kind: raw, stream: 1, channels: [aeron:ipc, aeron:ipc]}; 3:3: topic 'a': channels 1 and 2 are both ipc",
        "{kind: raw, stream: 1, channel: aeron:ipc, channels: [aeron:ipc]}; 3:49: topic 'a': both 'channel' and",
        "{kind: raw, stream: 1, backPressure: wait}; 3:43: topic 'a': backPressure: expected one of block, drop, found",
        "{kind: raw, stream: 1, backPressure: {}};   3:43: topic 'a': backPressure: missing key 'policy'",
        "{kind: raw, stream: 1, backPressure: {policy: block, timeout: 5}}; 3:68: topic 'a': backPressure: timeout: ex",
        "{kind: raw, stream: 1, backPressure: {policy: block, timeout: 0s}}; 3:68: topic 'a': back-pressure timeout 0",
        "{kind: raw, stream: 1, backPressure: {policy: block, timeout: 3601s}}; 3:68: topic 'a': back-pressure timeout",
        "{kind: raw, stream: 1, backPressure: {policy: block, timeout: 18446744074s}}; 3:68: topic 'a': back-press",
        "{kind: raw, stream: 1, backPressure: {policy: drop, timeout: 1s}}; 3:58: topic 'a': backPressure: timeout has",
        "{kind: raw, stream: 1, backPressure: {policy: drop, tmeout: 1s}}; 3:58: topic 'a': backPressure: unknown key",
        "{kind: raw, stream: 1, [x]: 1};       3:29: topic 'a': a key must be a text, found a list"})
    void shouldReportWithPlaceWhenTopicIsWrong(final String topic, final String error)
    {
        final var refused = assertThrows(TopicFileException.class,
            () -> TopicCatalogue.parse("t.yaml", HEAD + "  a: " + topic));

        assertTrue(refused.getMessage().lines().anyMatch((line) -> line.startsWith("t.yaml:" + error)),
            refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "'';                                    1:1: the file is empty",
        "'# nothing';                           1:1: the file is empty",
        "x;                                     1:1: the file: expected a mapping (key: value), found 'x'",
        "'{topics: {}}';                        1:1: missing key 'version': write 'version: 1'",
        "'{version: 1}';                        1:1: missing key 'topics'",
        "'{version: 2, topics: {}}';            1:11: version is '2': this release reads version 1",
        "'{version: 1, topics: }';              1:21: topics: expected a mapping (key: value), found nothing",
        "'{version: 1, topics: {}, topic: 1}';  1:26: the file: unknown key 'topic', did you mean 'topics'?",
        "'{version: 1, topics: {}, defaults: {stream: 1}}'; 1:37: defaults: unknown key 'stream', known are",
        "'{version: 1, topics: {}, defaults: 1}';           1:36: defaults: expected a mapping",
        "'{version: 1, topics: {/a: {kind: raw, stream: 1}}}'; 1:23: topic name '/a' is not usable",
        "'{version: 1, ';                       1:14: malformed YAML",
        "'a: [*x]';                             1:5: malformed YAML: found undefined alias x",
        "'a: b: c';                             1:5: malformed YAML"})
    void shouldReportWithPlaceWhenFileIsWrong(final String yaml, final String error)
    {
        final var refused = assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t.yaml", yaml));

        assertTrue(refused.getMessage().lines().anyMatch((line) -> line.startsWith("t.yaml:" + error)),
            refused.getMessage());
    }

    @Test
    void shouldReportEveryErrorInOrderWhenThereAreSeveral()
    {
        final var refused = assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t.yaml", """
            topics:
              a: {kind: raw, stream: 7}
              b: {kind: raw, stream: 7, chanel: x}
              c: {kind: raw, stream: 7}
              a: {kind: raw, stream: 8}
              d: {kind: rwa, stream: x}
            version: 3
            """));

        assertEquals(List.of("1:1", "3:29", "4:3", "5:3", "6:13", "6:26", "7:10").subList(1, 7),
            refused.errors().stream().map((error) -> error.line() + ":" + error.column()).toList());
        assertEquals("topic 'c' has the channel and stream of topic 'a' (line 2): ipc, stream 7; " +
            "give one of them another stream", refused.errors().get(1).text());
        assertEquals("duplicate topic 'a', first on line 2: remove or rename one", refused.errors().get(2).text());
        assertEquals(refused.getMessage().lines().toList(),
            refused.errors().stream().map(TopicError::toString).toList());
        assertThrows(UnsupportedOperationException.class, () -> refused.errors().clear());
    }

    @Test
    void shouldNotBlameTopicsWhenDefaultsAreWrong()
    {
        final var refused = assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t.yaml", """
            version: 1
            defaults: {kind: tensr, channel: aeron:tcp}
            topics:
              a: {stream: 7}
              b: {stream: 7}
            """));

        assertEquals(List.of(2, 2), refused.errors().stream().map(TopicError::line).toList());
    }

    @Test
    void shouldSayWhatIsWrongWhenFileCanNotBeRead() throws IOException
    {
        final Path missing = directory.resolve("missing.yaml");
        assertEquals(missing + ": no such file: create it, or name another topics file", failureOf(missing));
        assertEquals(directory + ": is a directory: name the topics file in it", failureOf(directory));

        final Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte)0xE9, '\n'});
        assertEquals(latin + ": is not UTF-8: save it as UTF-8", failureOf(latin));
        final Path control = Files.writeString(directory.resolve("control.yaml"), "version: 1\n  \u0001");
        assertEquals(control + ":2:3: malformed YAML: character U+0001 is not allowed", failureOf(control));
    }

    @Test
    void shouldReadFileWhenMarkedAndFromWindows() throws IOException
    {
        final Path file = Files.writeString(directory.resolve("t.yaml"),
            "\uFEFF# \u00e9\r\nversion: 1\r\ntopics:\r\n  a: {kind: raw, stream: 1}\r\n");

        assertEquals(Topic.raw("a").stream(1), TopicCatalogue.load(file).topic("a"));
    }

    @Test
    void shouldBoundTheWorkWhenFileIsHostile() throws IOException
    {
        final String most = "version: 1\ntopics: {}\n#";
        final String full = most + "x".repeat(TopicFile.MAX_BYTES - most.length());
        assertEquals(0, TopicCatalogue.parse("t", full).topics().size());
        assertEquals("t: is larger than the limit of 1048576 bytes: split it",
            assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t", full + "x")).getMessage());
        final Path large = Files.writeString(directory.resolve("large.yaml"), full + "x");
        assertEquals(large + ": is larger than the limit of 1048576 bytes: split it", failureOf(large));

        final Path wide = Files.writeString(directory.resolve("wide.yaml"), "#" + "\u00e9".repeat(600_000));
        assertEquals(wide + ": is larger than the limit of 1048576 bytes: split it", failureOf(wide));

        assertTrue(failureOf("[".repeat(TopicFile.MAX_BYTES - 1)).startsWith(
            "t:1:17: malformed YAML: nested deeper than the limit of 16 levels"));
        final StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 100; i++)
        {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertTrue(failureOf(bomb.toString()).startsWith("t: malformed YAML: Number of aliases"));
        final StringBuilder wrong = new StringBuilder(HEAD + "  a: &a {k: 1");
        IntStream.range(0, 20_000).forEach((i) -> wrong.append(", k").append(i).append(": 1"));
        wrong.append("}\n");
        IntStream.range(0, 50).forEach((i) -> wrong.append("  b").append(i).append(": *a\n"));
        assertTrue(failureOf(wrong.toString()).contains("unknown key 'k19999'"));
        assertTrue(failureOf("&a [*a]").startsWith("t:1:1: the file: expected a mapping"));
        assertTrue(failureOf("version: 1\ntopics: &t {a: *t}").contains("unknown key 'a'"));
    }

    private static String failureOf(final Path file)
    {
        return assertThrows(TopicFileException.class, () -> TopicCatalogue.load(file)).getMessage();
    }

    private static String failureOf(final String yaml)
    {
        return assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t", yaml)).getMessage();
    }
}
