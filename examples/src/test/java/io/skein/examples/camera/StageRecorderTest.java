package io.skein.examples.camera;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class StageRecorderTest
{
    private final StageRecorder recorder = new StageRecorder(4);

    @Test
    void shouldKeepTimesOfMeasuredFramesOnly()
    {
        for (int i = 0; i < 5; i++)
        {
            recorder.in(FrameTagDescriptor.WARM_UP, 100 + i);
            recorder.out(FrameTagDescriptor.WARM_UP, 200 + i);
        }
        recorder.in(0, -5);
        recorder.out(0, 0);
        recorder.in(2, 7);

        assertArrayEquals(new long[]{-5, StageRecorder.NEVER, 7}, recorder.inNs());
        assertArrayEquals(new long[]{0, StageRecorder.NEVER, StageRecorder.NEVER}, recorder.outNs());
        assertEquals(5, recorder.warmup());
        assertEquals(2, recorder.count());
        assertEquals(0, recorder.repeated());
    }

    @Test
    void shouldCountWhatCameAgain()
    {
        recorder.in(1, 10);
        recorder.in(1, 11);
        recorder.in(2, 12);

        assertEquals(2, recorder.count());
        assertEquals(1, recorder.repeated());
    }

    @Test
    void shouldRefuseFramesThatWereNeverSent()
    {
        assertThrows(IndexOutOfBoundsException.class, () -> recorder.in(4, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> recorder.in(-2, 0));
        assertThrows(ArithmeticException.class, () -> recorder.in(Long.MAX_VALUE - 1, 0));
    }
}
