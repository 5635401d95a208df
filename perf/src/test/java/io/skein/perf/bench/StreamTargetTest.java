package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The arithmetic of P7.
 */
class StreamTargetTest
{
    @Test
    void shouldAimAtTheBetterOfBothTimesTheFactor()
    {
        assertEquals(15.5, StreamTarget.aim(1_024), 1e-9);
        assertEquals(14.75, StreamTarget.aim(4_096), 1e-9);
        assertEquals(16.25, StreamTarget.aim(16_384), 1e-9);
        assertEquals(18.75, StreamTarget.aim(65_536), 1e-9);
        assertEquals(0, StreamTarget.aim(512));
    }

    @Test
    void shouldSayNothingWhenNothingWasMeasured()
    {
        final BenchOptions options = Samples.options(Scenarios.STREAM, 0);
        assertEquals(List.of(), StreamTarget.verdicts(1_024, options, List.of(), List.of()));
        assertEquals(List.of(), StreamTarget.verdicts(512, options, List.of(), List.of()));
    }
}
