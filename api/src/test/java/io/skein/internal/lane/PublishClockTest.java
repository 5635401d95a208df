package io.skein.internal.lane;

import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PublishClockTest
{
    private static final long EPOCH_NS = 1_700_000_000_123_456_789L;

    private long nowNs = Long.MAX_VALUE - 1_000;
    private long stepNs;

    @Test
    void shouldKeepAllDigitsWhenItIsSet()
    {
        final PublishClock clock = clock();
        assertEquals(timeOfDay(), clock.nanoTime());
        nowNs += 5;
        assertEquals(timeOfDay(), clock.nanoTime());
    }

    @Test
    void shouldTakeTheLookThatTookLeast()
    {
        final long[] looks = {0};
        final PublishClock clock = new PublishClock(() -> nowNs, () ->
        {
            // After its answer the first takes 300 ns, and all others a millisecond.
            final long answer = timeOfDay();
            nowNs += 0 == looks[0]++ ? 300 : 1_000_000;
            return answer;
        });
        assertEquals(timeOfDay() - 150, clock.nanoTime());
    }

    @Test
    void shouldFollowTheTimeOfDayWhenThatIsSetAndAnHourIsOver()
    {
        final PublishClock clock = clock();
        stepNs = 7_000;
        nowNs += TimeUnit.MINUTES.toNanos(59);
        assertEquals(timeOfDay() - stepNs, clock.nanoTime());
        nowNs += TimeUnit.MINUTES.toNanos(1);
        assertEquals(timeOfDay(), clock.nanoTime());
    }

    @Test
    void shouldLieBetweenTwoLooksAtTheTimeOfDay()
    {
        final PublishClock clock = new PublishClock(SystemNanoClock.INSTANCE, SystemEpochNanoClock.INSTANCE);
        // Less than the millisecond that a clock of milliseconds may be off.
        final long beforeNs = SystemEpochNanoClock.INSTANCE.nanoTime() - 500_000;
        final long timeNs = clock.nanoTime();
        assertTrue(timeNs >= beforeNs);
        assertTrue(timeNs <= SystemEpochNanoClock.INSTANCE.nanoTime() + 500_000);
    }

    private PublishClock clock()
    {
        return new PublishClock(() -> nowNs, this::timeOfDay);
    }

    private long timeOfDay()
    {
        return EPOCH_NS + (nowNs - (Long.MAX_VALUE - 1_000)) + stepNs;
    }
}
