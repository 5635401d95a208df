package io.skein.perf.bench;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MachineNoiseTest
{
    private static final MachineNoise START = new MachineNoise(1_000, 500, 50, 200);

    @Test
    void shouldTellStolenTimeFromThatOfOthersAndFromItsOwn()
    {
        final MachineNoise end = new MachineNoise(1_200, 600, 60, 230);

        assertEquals(5, end.stealPercent(START));
        // 200 ticks, of which 100 idle, 10 stolen and 30 its own.
        assertEquals(30, end.othersPercent(START));
    }

    @Test
    void shouldBlameNobodyWhereTheSystemDoesNotTell()
    {
        final MachineNoise nothing = new MachineNoise(0, 0, 0, 0);

        assertEquals(0, nothing.stealPercent(nothing));
        assertEquals(0, nothing.othersPercent(nothing));
    }

    @Test
    void shouldNeverBlameOthersForLessThanNothing()
    {
        // Both files are not read at once.
        assertEquals(0, new MachineNoise(1_010, 505, 50, 206).othersPercent(START));
    }

    @Test
    void shouldCountWhatItsChildrenUsedAsItsOwn() throws IOException, InterruptedException
    {
        final long before = MachineNoise.now().own();
        long after = before;
        // A child's time is counted when it has ended. This process waits for it, and uses next to nothing.
        for (int i = 0; i < 10 && after - before < 20; i++)
        {
            new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").start().waitFor();
            after = MachineNoise.now().own();
        }
        assertTrue(after - before >= 20, "children used " + (after - before) + " ticks");
        assertTrue(MachineNoise.now().total() > 0);
    }
}
