package io.skein.trace;

import io.skein.trace.ClockOffsets.Kind;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ClockOffsetsTest
{
    private static final long A = 1;
    private static final long B = 2;
    private static final long C = 3;
    /**
     * What B's clock shows more than A's, and C's more than B's.
     */
    private static final long B_AHEAD = 1_000_000;
    private static final long C_AHEAD = -7_000;

    private final ClockOffsets offsets = new ClockOffsets();

    @Test
    void shouldBeZeroWhenTheClockIsTheSame()
    {
        assertEquals(Kind.SAME_CLOCK, offsets.kind(A, A));
        assertEquals(0, offsets.offsetNs(A, A));
        assertEquals(Kind.UNKNOWN, offsets.kind(A, B));
        assertEquals(TraceView.NO_TIME, offsets.offsetNs(A, B));
    }

    @Test
    void shouldTakeTheFastestForNothingWhenMessagesGoOneWay()
    {
        for (final long delay : new long[] {300, 200, 900})
        {
            offsets.observe(new Trip().hop(A, 5_000, B, 5_000 + delay + B_AHEAD));
        }
        assertEquals(Kind.ONE_WAY, offsets.kind(A, B));
        assertEquals(Kind.ONE_WAY, offsets.kind(B, A));
        assertEquals(B_AHEAD + 200, offsets.offsetNs(A, B));
        assertEquals(-B_AHEAD - 200, offsets.offsetNs(B, A));
    }

    @Test
    void shouldHalveTheDifferenceWhenMessagesComeBack()
    {
        offsets.observe(there(300, 1_000));
        offsets.observe(there(250, 240));
        offsets.observe(there(900, 250));
        assertEquals(Kind.ROUND_TRIP, offsets.kind(A, B));
        assertEquals(B_AHEAD + (250 - 240) / 2, offsets.offsetNs(A, B));
        assertEquals(-B_AHEAD - (250 - 240) / 2, offsets.offsetNs(B, A));
    }

    private static Trip there(final long thereNs, final long backNs)
    {
        final long arrivalNs = 5_000 + thereNs + B_AHEAD;
        return new Trip().hop(A, 5_000, B, arrivalNs).hop(B, arrivalNs + 50, A, arrivalNs + 50 + backNs - B_AHEAD);
    }

    @Test
    void shouldCarryTimesOverAllHopsWhenThereAreSeveralHosts()
    {
        final Trip trip = new Trip()
            .hop(A, 100, B, 150 + B_AHEAD)
            .hop(B, 200 + B_AHEAD, C, 260 + B_AHEAD + C_AHEAD);
        offsets.observe(trip);
        assertEquals(260 + B_AHEAD + C_AHEAD, offsets.localTimeNs(trip, 1, Stamp.RECEIVED));
        assertEquals(260 + B_AHEAD + C_AHEAD, offsets.localTimeNs(trip, 1, Stamp.PUBLISHED));
        assertEquals(210 + B_AHEAD + C_AHEAD, offsets.localTimeNs(trip, 0, Stamp.RECEIVED));
        assertEquals(210 + B_AHEAD + C_AHEAD, offsets.localTimeNs(trip, 0, Stamp.PUBLISHED));
        assertEquals(TraceView.NO_TIME, offsets.localTimeNs(trip, 1, Stamp.HANDLER_END));
        assertEquals(TraceView.NO_TIME, new ClockOffsets().localTimeNs(trip, 0, Stamp.PUBLISHED));
    }

    @Test
    void shouldForgetTheFastestWhenItIsLongAgo()
    {
        long now = 0;
        offsets.observe(new Trip().hop(A, 0, B, 10).at(now));
        now += TimeUnit.SECONDS.toNanos(ClockOffsets.WINDOW_SECONDS);
        offsets.observe(new Trip().hop(A, 0, B, 30).at(now));
        assertEquals(10, offsets.offsetNs(A, B));
        now += TimeUnit.SECONDS.toNanos(ClockOffsets.WINDOW_SECONDS);
        offsets.observe(new Trip().hop(A, 0, B, 20).at(now));
        assertEquals(20, offsets.offsetNs(A, B));
        now += TimeUnit.SECONDS.toNanos(ClockOffsets.TWO_WINDOWS_SECONDS);
        offsets.observe(new Trip().hop(A, 0, B, 40).at(now));
        assertEquals(40, offsets.offsetNs(A, B));
    }

    @Test
    void shouldIgnoreMoreHostsThanItHasRoomFor()
    {
        for (int host = 0; host < 2 * ClockOffsets.MAX_WAYS; host++)
        {
            offsets.observe(new Trip().hop(100 + host, 0, A, host));
        }
        assertEquals(ClockOffsets.MAX_WAYS - 1, offsets.offsetNs(99 + ClockOffsets.MAX_WAYS, A));
        assertEquals(Kind.UNKNOWN, offsets.kind(100 + ClockOffsets.MAX_WAYS, A));
    }

    /**
     * A trace made up.
     */
    private static final class Trip implements TraceView
    {
        private final List<long[]> hops = new ArrayList<>();
        private long nowNs = NO_TIME;

        private Trip hop(final long from, final long publishedNs, final long to, final long receivedNs)
        {
            hops.add(new long[] {from, publishedNs, to, receivedNs});
            return this;
        }

        private Trip at(final long timeNs)
        {
            nowNs = timeNs;
            return this;
        }

        @Override
        public int hopCount()
        {
            return hops.size();
        }

        @Override
        public long traceId()
        {
            return 1;
        }

        @Override
        public long publisherHost(final int hop)
        {
            return hops.get(hop)[0];
        }

        @Override
        public long receiverHost(final int hop)
        {
            return hops.get(hop)[2];
        }

        @Override
        public long timeNs(final int hop, final Stamp stamp)
        {
            return switch (stamp)
            {
                case PUBLISHED -> hops.get(hop)[1];
                case RECEIVED -> hops.get(hop)[3];
                case HANDLER_START -> NO_TIME == nowNs ? hops.get(hop)[3] : nowNs;
                default -> NO_TIME;
            };
        }

        @Override
        public int lostHops()
        {
            return 0;
        }

        @Override
        public int spanCount()
        {
            return 0;
        }

        @Override
        public int spanHop(final int index)
        {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public String spanName(final int index)
        {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public long spanStartNs(final int index)
        {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public long spanEndNs(final int index)
        {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int lostSpans()
        {
            return 0;
        }

        @Override
        public TraceSpan span(final SpanName name)
        {
            throw new UnsupportedOperationException();
        }
    }
}
