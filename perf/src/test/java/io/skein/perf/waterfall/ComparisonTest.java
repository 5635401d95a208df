package io.skein.perf.waterfall;

import io.skein.SkeinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonTest
{
    @ParameterizedTest
    @CsvSource({
        "1, 1.0499, NEUTRAL", "1, 1.0501, LOSS", "1, 0.9501, NEUTRAL", "1, 0.9499, WIN", "0, 0, NEUTRAL"})
    void shouldCallSmallChangesNeutral(final double beforeMs, final double afterMs, final Comparison.Gain expected)
    {
        assertEquals(expected, new Comparison.Delta("stage", false, beforeMs, afterMs).gain());
    }

    @Test
    void shouldRefuseABaselineWithOtherWorkBeforeAnythingIsMeasured() throws IOException
    {
        final WaterfallFile before = Samples.file("before.json");
        final Pipeline pipeline = Pipeline.of("4k_raw");
        assertDoesNotThrow(() -> Comparison.requireComparable(before, List.of(pipeline.withWork(0))));
        assertEquals("the baseline is of something else: workMs of 4k_raw is 0 before, and 10 after",
            assertThrows(SkeinException.class, () -> Comparison.requireComparable(before, List.of(pipeline)))
                .getMessage());
    }

    @Test
    void shouldRefuseABaselineOfOtherPipelines() throws IOException
    {
        final WaterfallFile before = Samples.file("before.json");
        assertEquals("the baseline is of something else: it has 4k_raw, 4k_to_1080p, measured is 480p_raw",
            assertThrows(SkeinException.class,
                () -> Comparison.requireComparable(before, List.of(Pipeline.of("480p_raw")))).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"label, 4K raw, 4K cooked", "hops, 4k_raw, 4k_to_1080p"})
    void shouldRefuseAnotherPipelineOfTheSameName(final String field, final String text, final String other)
        throws IOException
    {
        final String json = Samples.text("before.json");
        final WaterfallFile before = WaterfallReader.parse("before", "hops".equals(field) ?
            json.replace("4k_raw", "x").replace(other, text) : json.replace(text, other));
        final String message = assertThrows(SkeinException.class,
            () -> new Comparison(before, Samples.file("after.json"))).getMessage();
        assertTrue(message.startsWith("the baseline is of something else: label of 4k_raw is "), message);
    }

    @Test
    void shouldWarnOfWhatMakesTheComparisonWorthLess() throws IOException
    {
        final String json = Samples.text("before.json").replace("2 cores", "64 cores").replace("4k_to_1080p", "8k")
            .replaceFirst("\"workMs\": 0,", "");
        assertEquals(List.of(
            "not the same machine: before it was AMD EPYC, 64 cores, Linux 6.1",
            "4k_raw: the work before is not known",
            "4k_to_1080p was not measured before",
            "8k was measured before only"),
            new Comparison(WaterfallReader.parse("before", json), Samples.file("after.json")).warnings());
        assertEquals(List.of(), Samples.both().warnings());
    }
}
