package io.skein.perf.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class DriverMeterTest
{
    private static final int LENGTH = 1_000;

    private byte[] garbage;
    private final DriverMeter meter = new DriverMeter(() ->
    {
        garbage = new byte[LENGTH];
        return 3;
    });

    @Test
    void shouldCountWhatCyclesAllocateOnTheThreadThatBegan()
    {
        meter.begin();
        garbage = new byte[LENGTH];

        assertEquals(3, meter.getAsInt());
        assertTrue(meter.allocatedBytes() >= LENGTH, () -> meter.allocatedBytes() + " bytes");
        assertTrue(meter.allocatedBytes() < 2 * LENGTH, () -> meter.allocatedBytes() + " bytes");
    }

    @Test
    void shouldCountNothingWhenAnotherThreadRunsTheDriver() throws InterruptedException
    {
        meter.begin();
        final Thread other = new Thread(meter::getAsInt);
        other.start();
        other.join();

        assertEquals(LENGTH, garbage.length);
        assertEquals(0, meter.allocatedBytes());
    }

    @Test
    void shouldBeginAtNothing()
    {
        meter.begin();
        meter.getAsInt();
        meter.begin();

        assertEquals(0, meter.allocatedBytes());
    }
}
