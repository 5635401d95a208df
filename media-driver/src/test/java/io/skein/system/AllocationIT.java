package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.system.AllocationMeter.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Target P11: after warm-up nothing is allocated, whichever way a message goes, by the thread that publishes and polls.
 */
class AllocationIT
{
    private static final int WARMUP = 30_000;
    private static final int MESSAGES = 60_000;

    private static EmbeddedDriver driver;
    private static Skein skein;
    private static Object escape;

    @BeforeAll
    static void connect()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(AllocationMeter.metered(driver.connection()));
    }

    @AfterAll
    static void close()
    {
        skein.close();
        driver.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "EXCLUSIVE, raw, claim", "EXCLUSIVE, raw, buffer", "EXCLUSIVE, raw, segments",
        "EXCLUSIVE, message, claim", "EXCLUSIVE, message, claim+attachment", "EXCLUSIVE, message, buffer",
        "EXCLUSIVE, message, segments", "EXCLUSIVE, message, segments+attachment",
        "EXCLUSIVE, tensor, claim", "EXCLUSIVE, tensor, claim+attachment", "EXCLUSIVE, tensor, buffer",
        "EXCLUSIVE, tensor, segments", "EXCLUSIVE, tensor, segments+attachment",
        "SHARED, raw, claim", "SHARED, raw, buffer", "SHARED, raw, segments",
        "SHARED, message, claim", "SHARED, message, claim+attachment", "SHARED, message, buffer",
        "SHARED, message, segments", "SHARED, message, segments+attachment",
        "SHARED, tensor, claim", "SHARED, tensor, claim+attachment", "SHARED, tensor, buffer",
        "SHARED, tensor, segments", "SHARED, tensor, segments+attachment"})
    void shouldAllocateNothingWhenWarm(final Sharing sharing, final String kind, final String way)
    {
        try (Exchange exchange = new Exchanges(skein, sharing).of(kind, way))
        {
            assertEquals(0, AllocationMeter.leastBytes(exchange, WARMUP, MESSAGES));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "EXCLUSIVE, claim", "EXCLUSIVE, claim+attachment", "EXCLUSIVE, segments", "EXCLUSIVE, retain",
        "EXCLUSIVE, forward", "EXCLUSIVE, latest", "EXCLUSIVE, overwrite",
        "SHARED, claim", "SHARED, segments", "SHARED, forward"})
    void shouldAllocateNothingWhenWarmAndPooled(final Sharing sharing, final String way)
    {
        try (Exchange exchange = new PooledExchanges(skein, sharing, "overwrite".equals(way)).of(way))
        {
            assertEquals(0, AllocationMeter.leastBytes(exchange, WARMUP, MESSAGES));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "EXCLUSIVE, false, claim", "EXCLUSIVE, false, offer", "EXCLUSIVE, false, forward", "EXCLUSIVE, true, forward",
        "SHARED, false, claim", "SHARED, true, offer"})
    void shouldAllocateNothingWhenWarmAndTraced(final Sharing sharing, final boolean isPooled, final String way)
    {
        try (Exchange exchange = new TracedExchanges(skein, sharing, isPooled).of(way))
        {
            assertEquals(0, AllocationMeter.leastBytes(exchange, WARMUP, MESSAGES));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parts", "attachment", "buffer", "copy", "retain"})
    void shouldAllocateNothingWhenWarmAndInSeveralFrames(final String way)
    {
        try (Exchange exchange = new FragmentedExchanges(skein).of(way))
        {
            assertEquals(0, AllocationMeter.leastBytes(exchange, WARMUP, MESSAGES));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "EXCLUSIVE, assembled", "EXCLUSIVE, into memory", "EXCLUSIVE, time", "EXCLUSIVE, checksum",
        "EXCLUSIVE, claim", "EXCLUSIVE, claim for two hosts",
        "SHARED, assembled", "SHARED, into memory", "SHARED, claim"})
    void shouldAllocateNothingWhenWarmAndInSlices(final Sharing sharing, final String way)
    {
        try (Exchange exchange = new SlicedExchanges(skein, sharing).of(way))
        {
            // Through sockets, with the driver left to its pump, each takes a millisecond.
            final int fewer = way.endsWith("hosts") ? 20 : 1;
            assertEquals(0, AllocationMeter.leastBytes(exchange, WARMUP / 2 / fewer, MESSAGES / 4 / fewer));
        }
    }

    @Test
    void shouldSeeAllocationWhenThereIsOne()
    {
        try (Exchange exchange = new Exchanges(skein, Sharing.EXCLUSIVE).of("tensor", "claim"))
        {
            final Exchange wasteful = new Exchange()
            {
                @Override
                public long publish(final long value)
                {
                    if (0 == value % 1_000)
                    {
                        escape = new byte[1];
                    }
                    return exchange.publish(value);
                }

                @Override
                public int poll()
                {
                    return exchange.poll();
                }

                @Override
                public void close()
                {
                    // The other one is closed by who opened it.
                }
            };
            final long bytes = AllocationMeter.leastBytes(wasteful, WARMUP, MESSAGES);
            assertTrue(bytes >= MESSAGES / 1_000 && null != escape, () -> "only " + bytes + " bytes were seen");
        }
    }
}
