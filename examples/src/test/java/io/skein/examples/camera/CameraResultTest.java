package io.skein.examples.camera;

import io.skein.SkeinException;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

import static io.skein.examples.camera.Reports.NEVER;
import static io.skein.examples.camera.Reports.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CameraResultTest
{
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldCountFpsFromTheFirstToTheLastFrameThatArrived()
    {
        final CameraResult result = result(false,
            Reports.of(times(0, SECOND, 2 * SECOND, 3 * SECOND), times(1, SECOND + 1, 2 * SECOND + 1, 3 * SECOND + 1)),
            Reports.of(times(2, NEVER, 2 * SECOND + 2, NEVER), times(3, NEVER, 2 * SECOND + 3, NEVER)));

        assertEquals(0.5, result.fps(), 1e-9);
        assertEquals(2, result.frames());
        assertEquals(2, result.lost());
        final SkeinException ex = assertThrows(SkeinException.class, () -> new CameraReport(result).check());
        assertEquals("0 frames differ from what was sent, 2 are missing", ex.getMessage());
    }

    @Test
    void shouldNotCallLostWhatASignalCutOff()
    {
        final CameraResult result = result(true,
            Reports.of(times(0, 1), times(1, 2)), Reports.of(times(2, NEVER), times(3, NEVER)));

        assertEquals(0, result.lost());
        assertEquals(0, result.fps());
        new CameraReport(result).check();
        assertTrue(print(result).contains("stopped early"), () -> print(result));
    }

    @Test
    void shouldSpreadCopiedBytesOverAllFramesThatTheLanesCount()
    {
        final CameraResult result = result(false,
            Reports.of(times(0, 1), times(1, 2), new Lanes(0, 12, 0, 0), 12 * 24),
            Reports.of(times(2, 3), times(3, 4), Lanes.NONE, 6 * 24));

        assertEquals(24, result.copiedBytesPerFrame(0), 1e-9);
        assertEquals(12, result.copiedBytesPerFrame(1), 1e-9);
        assertEquals(36, result.copiedBytesPerFrame(), 1e-9);
        assertEquals("gather", result.source().lanes().name());
    }

    @Test
    void shouldFailWhenNothingArrivedOrClocksDiffer()
    {
        final CameraResult nothing =
            result(false, Reports.of(times(NEVER), times(NEVER)), Reports.of(times(NEVER), times(NEVER)));
        assertThrows(SkeinException.class, () -> new CameraReport(nothing).check());
        assertTrue(print(nothing).contains("0 frames, every byte"), () -> print(nothing));

        final CameraResult backwards = result(false, Reports.of(times(0), times(10)), Reports.of(times(5), times(6)));
        assertTrue(assertThrows(SkeinException.class, () -> new CameraReport(backwards).check())
            .getMessage().contains("clocks"));
    }

    @Test
    void shouldKnowWhenAStageDidNotReport()
    {
        assertFalse(new CameraResult(Reports.plan(1), true, true,
            Arrays.asList(Reports.of(times(0), times(1)), null)).isComplete());
    }

    @Test
    void shouldNameTheLaneThatCarriedMost()
    {
        assertEquals("", Lanes.NONE.name());
        assertEquals("claim", new Lanes(3, 1, 0, 0).name());
        assertEquals("pool", new Lanes(3, 1, 9, 0).name());
        assertEquals("forward", new Lanes(3, 1, 9, 10).name());
    }

    private static CameraResult result(final boolean isStopped, final StageReport... reports)
    {
        return new CameraResult(Reports.plan(reports[0].inNs().length), true, isStopped, List.of(reports));
    }

    private static String print(final CameraResult result)
    {
        final StringWriter out = new StringWriter();
        new CameraReport(result).print(new PrintWriter(out));
        return out.toString();
    }
}
