package io.skein.topic;

import io.skein.ConfigurationException;
import io.skein.topic.ChunkOptions.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a topics file says about payloads in slices.
 */
class TopicFileChunkTest
{
    private static final String HEAD = "version: 1\ntopics:\n  a:\n    kind: tensor\n    stream: 1\n    chunk: ";

    @Test
    void shouldReadEveryKeyWhenAllAreGiven()
    {
        assertEquals(new ChunkOptions(
            64 << 10, Checksum.CRC32C, 50 << 20, 1 << 20, 4L << 30, 1L << 30, 2L << 30, 5_000_000, true),
            chunk("{threshold: 64KiB, checksum: crc32c, maxRate: 50MiB, burst: 1m, maxTransfer: 4GiB, memory: 1g, " +
                "claimMemory: 2g, timeout: 5ms, feedback: true}"));
    }

    @Test
    void shouldTakeItsOwnDefaultsWhenLittleIsSaid()
    {
        assertEquals(ChunkOptions.DEFAULT, chunk("{}"));
        assertEquals(ChunkOptions.DEFAULT, chunk("{checksum: none, maxRate: 0, burst: 0}"));
        assertEquals(ChunkOptions.DEFAULT.withThreshold(0), chunk("{threshold: 0}"));
        assertNull(chunk("none"));
        assertEquals(ChunkOptions.DEFAULT,
            TopicCatalogue.parse("t", "version: 1\ntopics: {a: {kind: message, stream: 1}}").topic("a").chunk());
        assertNull(TopicCatalogue.parse("t", "version: 1\ntopics: {a: {kind: raw, stream: 1}}").topic("a").chunk());
    }

    @Test
    void shouldTakeThoseOfTheDefaultsWhenTopicIsSilent()
    {
        final TopicCatalogue catalogue = TopicCatalogue.parse("t", """
            version: 1
            defaults: {kind: message, chunk: {maxTransfer: 1GiB}}
            topics:
              inherits: {stream: 1}
              replaces: {stream: 2, chunk: {checksum: crc32c}}
              refuses: {stream: 3, chunk: none}
            """);
        assertEquals(ChunkOptions.DEFAULT.withMaxTransfer(1L << 30), catalogue.topic("inherits").chunk());
        assertEquals(ChunkOptions.DEFAULT.withChecksum(Checksum.CRC32C), catalogue.topic("replaces").chunk());
        assertNull(catalogue.topic("refuses").chunk());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{threshold: -1}; 24: threshold: expected a size such as 65536, 64KiB, 32MiB or 1GiB (or 64k, 32m, 1g), " +
            "found '-1'",
        "{checksum: md5}; 23: checksum: expected one of none, crc32c, found 'md5'",
        "{maxTransfer: 0}; 26: maxTransfer '0' is out of range: give 1 to 9223372036854775807 bytes",
        "{memory: 65535}; 21: memory '65535' is out of range: give 65536 to 9223372036854775807 bytes",
        "{timeout: 999us}; 22: timeout '999us' is out of range: give 1000000ns or more",
        "{timeout: 1h}; 22: timeout: expected a duration such as 100us, 5ms or 2s, found '1h'",
        "{maxrate: 5}; 13: unknown key 'maxrate', did you mean 'maxRate'?"})
    void shouldReportWithPlaceWhenKeyIsWrong(final String chunk, final String columnAndError)
    {
        assertEquals(List.of("t:6:" + columnAndError.replaceFirst(" ", " topic 'a': chunk: ")), errors(HEAD + chunk));
    }

    @Test
    void shouldReportWithPlaceWhenItIsNoMapping()
    {
        assertEquals(List.of("t:6:12: topic 'a': chunk: expected a mapping (key: value) or none, found '8'"),
            errors(HEAD + "8"));
        assertEquals(List.of("t:3:6: topic 'raw': a raw topic can not be cut into slices, for its messages have no " +
            "header: use kind message, or leave chunk out (chunk: none)").size(),
            errors("version: 1\ntopics:\n  raw: {stream: 1, kind: raw, chunk: {}}").size());
        assertThrows(ConfigurationException.class, () -> Topic.raw("a").chunk(ChunkOptions.DEFAULT));
    }

    @Test
    void shouldRefuseOptionsWhenTheyAreOutOfRange()
    {
        final ChunkOptions good = ChunkOptions.DEFAULT;
        assertName("chunk.threshold -1", () -> good.withThreshold(-1));
        assertName("chunk.maxRate -1", () -> good.withMaxRate(-1, 0));
        assertName("chunk.burst -1", () -> good.withMaxRate(0, -1));
        assertName("chunk.maxTransfer 0", () -> good.withMaxTransfer(0));
        assertName("chunk.memory 65535", () -> good.withMemory(65_535));
        assertName("chunk.claimMemory 65535", () -> good.withClaimMemory(65_535));
        assertName("chunk.timeout 999999", () -> good.withTimeoutNs(999_999));
    }

    private static void assertName(final String name, final Executable change)
    {
        final String message = assertThrows(ConfigurationException.class, change).getMessage();
        assertTrue(message.startsWith(name + " is out of range: give "), message);
    }

    private static ChunkOptions chunk(final String chunk)
    {
        return TopicCatalogue.parse("t", HEAD + chunk).topic("a").chunk();
    }

    private static List<String> errors(final String yaml)
    {
        return assertThrows(TopicFileException.class, () -> TopicCatalogue.parse("t", yaml))
            .errors().stream().map(TopicError::toString).toList();
    }
}
