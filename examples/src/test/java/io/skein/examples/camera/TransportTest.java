package io.skein.examples.camera;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.skein.examples.camera.Reports.NEVER;
import static io.skein.examples.camera.Reports.times;
import static org.junit.jupiter.api.Assertions.assertEquals;

class TransportTest
{
    @Test
    void shouldSumTheHopsWithoutTheWorkBetween()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(0, 1_000), times(100, 1_100)),
            Reports.of(times(103, 1_107), times(153, 1_207)),
            Reports.of(times(158, 1_216), times(160, 1_300))));

        assertEquals(2, transport.hops().size());
        assertValues(transport.hops().get(0), 3, 7);
        assertValues(transport.hops().get(1), 5, 9);
        assertValues(transport.total(), 8, 16);
        assertValues(transport.through(), 58, 116);
        assertValues(transport.work().get(0), 100, 100);
        assertValues(transport.work().get(1), 50, 100);
        assertValues(transport.work().get(2), 2, 84);
        assertEquals(0, transport.overlapped());
        assertEquals(0, transport.backwards());
    }

    @Test
    void shouldLeaveOutFramesThatDidNotArrive()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(0, NEVER, 20, 30), times(1, NEVER, 21, 31)),
            Reports.of(times(3, NEVER, NEVER, 35), times(4, NEVER, NEVER, 40))));

        assertValues(transport.hops().get(0), 2, 4);
        assertEquals(2, transport.total().getTotalCount());
    }

    @Test
    void shouldCountFramesThatLeftBeforeTheSinkWasDoneWithTheOneBefore()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(0, 0, 0), times(10, 20, 40)),
            Reports.of(times(11, 31, 41), times(30, 35, 50))));

        assertEquals(1, transport.overlapped());
    }

    @Test
    void shouldNoticeThatClocksDiffer()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(0), times(10)),
            Reports.of(times(9), times(12))));

        assertEquals(1, transport.backwards());
    }

    @Test
    void shouldHandleTimesOnBothSidesOfZero()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(-20, 2), times(-10, 3)),
            Reports.of(times(-7, 8), times(-1, 9))));

        assertValues(transport.hops().get(0), 3, 5);
        assertEquals(0, transport.overlapped() + transport.backwards());
    }

    @Test
    void shouldBeEmptyWithoutFrames()
    {
        final Transport transport = Transport.of(List.of(
            Reports.of(times(NEVER), times(NEVER)), Reports.of(times(NEVER), times(NEVER))));

        assertEquals(0, transport.total().getTotalCount());
    }

    private static void assertValues(final Histogram histogram, final long min, final long max)
    {
        assertEquals(2, histogram.getTotalCount());
        assertEquals(min, histogram.getMinValue());
        assertEquals(max, histogram.getMaxValue());
    }
}
