package io.skein.perf.waterfall;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StageTimesTest
{
    private static final long MS = 1_000_000;

    @Test
    void shouldCountAClaimAsTheWayThatFollows()
    {
        final StageTimes times = new StageTimes(1, 1, 1);
        times.in(0, 1, 10 * MS);
        times.claim(0, 1, 2 * MS);
        times.out(0, 1, 17 * MS);
        times.in(1, 1, 18 * MS);
        times.out(1, 1, 22 * MS);

        final List<WaterfallFile.Stage> stages = times.stages(List.of("source", "sink"));
        assertEquals(List.of(
            new WaterfallFile.Stage("source", "filter", 5, 5, 5),
            new WaterfallFile.Stage("source > sink", "transport", 3, 3, 3),
            new WaterfallFile.Stage("sink", "filter", 4, 4, 4)), stages);
    }

    @Test
    void shouldTakePercentilesOfWhatWasMeasuredAndNotOfTheWarmUp()
    {
        final int frames = 200;
        final StageTimes times = new StageTimes(1, 1, frames);
        times.out(0, 0, 1_000_000 * MS);
        for (int i = 1; i <= frames; i++)
        {
            times.out(0, i, i * MS);
        }
        final WaterfallFile.Stage stage = times.stages(List.of("source", "sink")).get(0);
        assertEquals(new WaterfallFile.Stage("source", "filter", 100.5, 100, 198), stage);
    }
}
