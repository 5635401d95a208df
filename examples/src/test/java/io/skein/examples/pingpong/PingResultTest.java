package io.skein.examples.pingpong;

import io.skein.message.PublisherStats;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PingResultTest
{
    @ParameterizedTest
    @CsvSource({
        "1000000000, 100, false", "1009000000, 100, false", "1020000000, 100, true", "9000000000, 100, true",
        "9000000000, 0, false"})
    void shouldMissTheRateWhenMessagesLeftLaterThanScheduled(
        final long sendElapsedNs, final double ratePerSecond, final boolean isMissed)
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(100, 101);
        final PingResult result = new PingResult(histogram, 0, 0, 0, sendElapsedNs + 500, sendElapsedNs, -1, -1, false,
            new PublisherStats(101, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertEquals(isMissed, result.isRateMissed(ratePerSecond));
    }
}
