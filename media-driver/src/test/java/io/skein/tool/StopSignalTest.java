package io.skein.tool;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StopSignalTest
{
    @Test
    void shouldInterruptTheThreadThatMadeIt() throws InterruptedException
    {
        try (StopSignal stop = StopSignal.install())
        {
            assertFalse(stop.isRaised());
            final Thread other = new Thread(stop::raise);
            other.start();
            while (!Thread.interrupted())
            {
                Thread.onSpinWait();
            }
            assertTrue(stop.isRaised());
            other.join();
        }
    }

    @Test
    void shouldCloseTwice()
    {
        final StopSignal stop = StopSignal.install();
        stop.close();
        stop.close();
        assertFalse(stop.isRaised());
    }
}
