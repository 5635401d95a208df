package io.skein.topic;

import io.skein.topic.PoolOptions.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a topics file says about pools.
 */
class TopicFilePoolTest
{
    private static final String HEAD = "version: 1\ntopics:\n  a:\n    kind: tensor\n    stream: 1\n    pool: ";

    @Test
    void shouldReadEveryKeyWhenAllAreGiven()
    {
        assertEquals(new PoolOptions(8, 32 << 20, Policy.OVERWRITE, 64 << 10, true),
            pool("{slots: 8, slotSize: 32MiB, policy: overwrite, threshold: 64KiB, preTouch: true}"));
        assertEquals(new PoolOptions(8, 32 << 20, Policy.DROP, 0, false),
            pool("{preTouch: false, threshold: 0, policy: drop, slotSize: 32m, slots: 8}"));
    }

    @Test
    void shouldTakeItsOwnDefaultsWhenOnlySizesAreGiven()
    {
        assertEquals(PoolOptions.of(8, 64), pool("{slots: 8, slotSize: 64}"));
        assertEquals(PoolOptions.of(8, 64), pool("{slots: 8, slotSize: 64, policy: block}"));
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64", "65, 65", "'''64''', 64", "1KiB, 1024", "1k, 1024", "3K, 3072", "32MiB, 33554432", "32m, 33554432",
        "1M, 1048576", "1GiB, 1073741824", "1g, 1073741824", "1G, 1073741824", "2047MiB, 2146435072",
        "2097144KiB, 2147475456", "2147475455, 2147475455", "2147475456, 2147475456"})
    void shouldReadSlotSizeWhenInRange(final String text, final long bytes)
    {
        assertEquals(bytes, pool("{slots: 1, slotSize: " + text + "}").slotSize());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "64KiB, 65536", "2147483646, 2147483646", "2147483647, 2147483647"})
    void shouldReadThresholdWhenInRange(final String text, final int bytes)
    {
        assertEquals(bytes, pool("{slots: 1, slotSize: 64, threshold: " + text + "}").threshold());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "1023, 1023", "1024, 1024"})
    void shouldReadSlotsWhenInRange(final String text, final int slots)
    {
        assertEquals(slots, pool("{slots: " + text + ", slotSize: 64}").slotCount());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{slots: 0, slotSize: 64}; 19: slots '0' is out of range: give a number of 1 to 1024",
        "{slots: -1, slotSize: 64}; 19: slots '-1' is out of range: give a number of 1 to 1024",
        "{slots: 1025, slotSize: 64}; 19: slots '1025' is out of range: give a number of 1 to 1024",
        "{slots: 99999999999999999999, slotSize: 64}; " +
            "19: slots '99999999999999999999' is out of range: give a number of 1 to 1024",
        "{slots: 8k, slotSize: 64}; 19: slots: expected an integer, found '8k'",
        "{slots: '8', slotSize: 64}; 19: slots: expected an integer, found the quoted text '8'",
        "{slots: , slotSize: 64}; 18: slots: expected an integer, found nothing",
        "{slots: 1, slotSize: 0}; 32: slotSize '0' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 1}; 32: slotSize '1' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 63}; 32: slotSize '63' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 2147475457}; 32: slotSize '2147475457' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 2GiB}; 32: slotSize '2GiB' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 99999999999999999999g}; " +
            "32: slotSize '99999999999999999999g' is out of range: give 64 to 2147475456 bytes",
        "{slots: 1, slotSize: 64, threshold: 2147483648}; " +
            "47: threshold '2147483648' is out of range: give 0 to 2147483647 bytes",
        "{slots: 1, slotSize: 64, threshold: 2g}; 47: threshold '2g' is out of range: give 0 to 2147483647 bytes",
        "{slots: 1, slotSize: 64, policy: oldest}; " +
            "44: policy: expected one of block, drop, overwrite, found 'oldest'",
        "{slots: 1, slotSize: 64, policy: overwite}; " +
            "44: policy: expected one of block, drop, overwrite, found 'overwite', did you mean 'overwrite'?",
        "{slots: 1, slotSize: 64, preTouch: 1}; 46: preTouch: expected true or false, found '1'",
        "{slots: 1, slotSize: 64, slotsize: 64}; 36: unknown key 'slotsize', did you mean 'slotSize'?",
        "{slots: 1, slotSize: 64, hugePages: true}; " +
            "36: unknown key 'hugePages', known are policy, preTouch, slotSize, slots, threshold",
        "{slots: 1, slotSize: 64, slots: 2}; 36: duplicate key 'slots', first on line 6: remove or rename one",
        "{slotSize: 64}; 11: missing key 'slots', give how many there are, such as 'slots: 8'",
        "{slots: 8}; 11: missing key 'slotSize', give the largest payload, such as 'slotSize: 32MiB'"})
    void shouldReportWithPlaceWhenKeyIsWrong(final String pool, final String columnAndError)
    {
        assertEquals(List.of("t:6:" + columnAndError.replaceFirst(" ", " topic 'a': pool: ")), errors(HEAD + pool));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "8; 11: found '8'", "None; 11: found 'None'", "'[8, 64]'; 11: found a list", "''; 10: found nothing"})
    void shouldReportWithPlaceWhenPoolIsNoMapping(final String pool, final String columnAndError)
    {
        assertEquals(List.of("t:6:" + columnAndError.replaceFirst(" ",
            " topic 'a': pool: expected a mapping (key: value) or none, ")), errors(HEAD + pool));
    }

    @ParameterizedTest
    @CsvSource({"-1", "010", "1.5", "0x40", "64B", "64KB", "64kib", "1 MiB", "1e6", "KiB", "[64]", "{}", "1TiB"})
    void shouldShowTheFormWhenSlotSizeIsNoSize(final String text)
    {
        final List<String> errors = errors(HEAD + "{slots: 1, slotSize: " + text + "}");

        assertEquals(1, errors.size());
        assertTrue(errors.get(0).matches("t:6:32: topic 'a': pool: slotSize: expected a size such as 65536, " +
            "64KiB, 32MiB or 1GiB \\(or 64k, 32m, 1g\\), found .+"), errors.get(0));
    }

    @Test
    void shouldReportEveryErrorInOrderWhenThereAreSeveral()
    {
        assertEquals(List.of(
            "t:2:26: defaults: pool: slots '0' is out of range: give a number of 1 to 1024",
            "t:2:29: defaults: pool: unknown key 'slot', did you mean 'slots'?",
            "t:4:24: topic 'a': pool: missing key 'slots', give how many there are, such as 'slots: 8'",
            "t:4:25: topic 'a': pool: unknown key 'slts', did you mean 'slots'?",
            "t:4:44: topic 'a': pool: slotSize '2g' is out of range: give 64 to 2147475456 bytes",
            "t:4:56: topic 'a': pool: policy: expected one of block, drop, overwrite, found 'wait'",
            "t:4:69: topic 'a': kind: expected one of raw, message, tensor, stream, found 'x'"), errors("""
            version: 1
            defaults: {pool: {slots: 0, slot: 1, slotSize: 64}}
            topics:
              a: {stream: 1, pool: {slts: 8, slotSize: 2g, policy: wait}, kind: x}
            """));
    }

    @Test
    void shouldTakeThePoolOfTheDefaultsWhenTopicIsSilent()
    {
        final TopicCatalogue catalogue = TopicCatalogue.parse("t", """
            version: 1
            defaults:
              kind: message
              pool: {slots: 4, slotSize: 1MiB, policy: overwrite, preTouch: true}
            topics:
              inherits: {stream: 1}
              replaces: {stream: 2, pool: {slots: 2, slotSize: 4KiB}}
              refuses: {stream: 3, pool: none}
              raw: {stream: 4, kind: raw, pool: none}
              udp: {stream: 5, channel: aeron:udp?endpoint=h:1, pool: none}
            """);

        assertEquals(PoolOptions.of(4, 1 << 20).policy(Policy.OVERWRITE).preTouch(true),
            catalogue.topic("inherits").pool());
        assertEquals(PoolOptions.of(2, 4096), catalogue.topic("replaces").pool());
        assertNull(catalogue.topic("refuses").pool());
        assertNull(catalogue.topic("raw").pool());
        assertNull(catalogue.topic("udp").pool());
    }

    @Test
    void shouldHaveNoPoolWhenNobodyAsksForOne()
    {
        assertNull(TopicCatalogue.parse("t", "version: 1\ntopics: {a: {kind: raw, stream: 1}}").topic("a").pool());
        assertNull(TopicCatalogue.parse("t", """
            version: 1
            defaults: {pool: none}
            topics: {a: {kind: raw, stream: 1}}
            """).topic("a").pool());
        assertNull(pool("none"));
    }

    @Test
    void shouldNotBlameTopicsWhenThePoolOfTheDefaultsIsWrong()
    {
        assertEquals(
            List.of("t:2:18: defaults: pool: missing key 'slots', give how many there are, such as 'slots: 8'"),
            errors("""
                version: 1
                defaults: {pool: {slotSize: 64}}
                topics:
                  a: {kind: raw, stream: 1}
                  b: {kind: tensor, stream: 2}
                """));
    }

    @Test
    void shouldSayWhyWhenTopicCanHaveNoPool()
    {
        assertEquals(List.of(
            "t:4:3: topic 'raw': a raw topic can have no pool, for its messages have no header: use kind message, or " +
                "leave the pool out (pool: none)",
            "t:5:3: topic 'udp': a pool needs exactly one channel on IPC, on which its descriptors travel, and there " +
                "are 0: give one channel aeron:ipc, or leave the pool out (pool: none)",
            "t:6:3: topic 'two': a pool needs exactly one channel on IPC, on which its descriptors travel, and there " +
                "are 2: give one channel aeron:ipc, or leave the pool out (pool: none)",
            "t:6:3: topic 'two': channels 1 and 2 are both ipc, so each message would arrive twice: remove one"),
            errors("""
                version: 1
                defaults: {kind: tensor, pool: {slots: 1, slotSize: 64}}
                topics:
                  raw: {stream: 1, kind: raw}
                  udp: {stream: 2, channels: [aeron:udp?endpoint=h:1, aeron:udp?endpoint=h:2]}
                  two: {stream: 3, channels: [aeron:ipc, aeron:ipc?mtu=8k]}
                  both: {stream: 4, channels: [aeron:ipc, aeron:udp?endpoint=h:3]}
                """));
    }

    @Test
    void shouldReportOnceWhenTopicsThatLookAlikeShareAWrongPool()
    {
        assertEquals(1, errors("""
            version: 1
            topics:
              %s1: {kind: tensor, stream: 1, pool: &p {slots: 0, slotSize: 64}}
              %s2: {kind: tensor, stream: 2, pool: *p}
            """.replace("%s", "x".repeat(100))).size());
    }

    private static PoolOptions pool(final String pool)
    {
        return TopicCatalogue.parse("t", HEAD + pool).topic("a").pool();
    }

    private static List<String> errors(final String yaml)
    {
        return assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t", yaml))
            .errors().stream().map(TopicError::toString).toList();
    }
}
