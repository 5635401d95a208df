package io.skein.internal.chunk;

import io.skein.ConfigurationException;
import io.skein.topic.ChunkOptions;
import io.skein.transfer.SharedRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Rates in virtual time: within five per cent over a second.
 */
class PacerTest
{
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int SLICE = 1_344;

    private long nowNs = Long.MAX_VALUE - SECOND_NS / 2;

    @Test
    void shouldBeNoneWhenThereIsNoLimit()
    {
        assertNull(Pacer.of(ChunkOptions.DEFAULT, null, () -> nowNs));
    }

    @ParameterizedTest
    @CsvSource({"100000, 1000", "1000000, 1000000", "50000000, 10000", "50000000, 3000000", "1000000000, 1000",
        "10000000000, 100", "7, 1000000"})
    void shouldHoldTheRateWhenAskedAgainAndAgain(final long rate, final long stepNs)
    {
        final Pacer pacer = pacer(rate, 0, null);
        final int slice = rate < 1_000_000 ? 1 : SLICE;
        final double seconds = rate < 1_000 ? 1_000 : 1;
        assertEquals(rate * seconds, send(List.of(pacer), slice, (long)(seconds * SECOND_NS), stepNs)[0],
            0.05 * rate * seconds);
    }

    @Test
    void shouldSendABurstAtOnceAndThenTheRate()
    {
        final Pacer pacer = pacer(1_000_000, 500_000, null);
        int sent = 0;
        while (pacer.mayGo())
        {
            pacer.sent(1_000);
            sent += 1_000;
        }
        assertEquals(501_000, sent, "one slice into debt");
        nowNs += SECOND_NS / 1_000;
        assertTrue(pacer.mayGo());
        pacer.sent(1_000);
        assertFalse(pacer.mayGo());
    }

    @Test
    void shouldWaitForTheDebtWhenMoreWasSentThanThereWas()
    {
        final TokenBucket bucket = new TokenBucket(1_000, 10, 0);
        assertTrue(bucket.delayNs(0) <= 0);
        bucket.spend(5_000, 0);
        assertEquals(5 * SECOND_NS - SECOND_NS / 100, bucket.delayNs(0));
        assertEquals(0, bucket.delayNs(5 * SECOND_NS - SECOND_NS / 100));
    }

    @Test
    void shouldSaveNoMoreThanABurstWhenNothingIsSent()
    {
        final Pacer pacer = pacer(1_000_000, 10_000, null);
        nowNs += 100 * SECOND_NS;
        int sent = 0;
        while (pacer.mayGo())
        {
            pacer.sent(1_000);
            sent += 1_000;
        }
        assertEquals(11_000, sent);
    }

    @Test
    void shouldShareTheTotalFairlyWhenSeveralSend()
    {
        final SharedRate shared = SharedRate.of(40_000_000, 1_000_000);
        final List<Pacer> pacers = new ArrayList<>();
        for (int i = 0; i < 4; i++)
        {
            pacers.add(pacer(0, 0, shared));
            pacers.get(i).begin();
        }
        for (final double sent : send(pacers, SLICE, SECOND_NS, 10_000))
        {
            assertEquals(10_000_000, sent, 500_000);
        }
        pacers.subList(1, 4).forEach(Pacer::end);
        assertEquals(40_000_000, send(pacers.subList(0, 1), SLICE, SECOND_NS, 10_000)[0], 2_000_000);
    }

    @Test
    void shouldKeepTheFloorWhenThereAreMany()
    {
        final SharedRate shared = SharedRate.of(1_000_000, 400_000);
        final Pacer[] pacers = {
            pacer(0, 0, shared), pacer(0, 0, shared), pacer(0, 0, shared), pacer(100_000, 0, shared)};
        for (final Pacer pacer : pacers)
        {
            pacer.begin();
        }
        final double[] sent = send(List.of(pacers), 100, SECOND_NS, 100_000);
        assertEquals(400_000, sent[0], 20_000);
        assertEquals(400_000, sent[2], 20_000);
        assertEquals(100_000, sent[3], 5_000, "its own limit is lower");
    }

    @Test
    void shouldCountAPublisherOnceWhenItHasSeveralTransfers()
    {
        final SharedRate shared = SharedRate.of(1_000, 1);
        final Pacer pacer = pacer(0, 0, shared);
        pacer.begin();
        pacer.begin();
        assertEquals(1_000, shared.share());
        pacer(0, 0, shared).begin();
        assertEquals(500, shared.share());
        pacer.end();
        assertEquals(500, shared.share());
        pacer.end();
        assertEquals(1_000, shared.share());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 1", "1, 0", "1, 2", "5, -1"})
    void shouldRefuseASharedRateWhenItIsOutOfRange(final long total, final long floor)
    {
        assertThrows(ConfigurationException.class, () -> SharedRate.of(total, floor));
    }

    private Pacer pacer(final long rate, final long burst, final SharedRate shared)
    {
        return Pacer.of(ChunkOptions.DEFAULT.withMaxRate(rate, burst), shared, () -> nowNs);
    }

    private double[] send(final List<Pacer> pacers, final int slice, final long durationNs, final long stepNs)
    {
        final double[] sent = new double[pacers.size()];
        for (long i = 0; i < durationNs / stepNs; i++)
        {
            for (int j = 0; j < sent.length; j++)
            {
                while (pacers.get(j).mayGo())
                {
                    pacers.get(j).sent(slice);
                    sent[j] += slice;
                }
            }
            nowNs += stepNs;
        }
        return sent;
    }
}
