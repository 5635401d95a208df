package io.skein.perf.jmh;

import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A payload of two borrowed segments, 40 bytes and 11.25 MiB: made anew, made with the reusable form, and as the least
 * object that could hold the two. Target P5: at most 100 ns, whatever the bytes, and nothing allocated when reused
 * ({@code -prof gc} shows it).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsPrepend = JmhArguments.ADD_OPENS)
public class PayloadConstructBenchmark
{
    private static final int HEADER_LENGTH = 40;
    private static final int BODY_LENGTH = 11_796_480;

    private final DirectBuffer header = new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER_LENGTH));
    private final DirectBuffer body = new UnsafeBuffer(ByteBuffer.allocateDirect(BODY_LENGTH));
    private final ReusablePayload reusable = new ReusablePayload();
    private final Runnable release = () -> { };

    /**
     * Made by JMH.
     */
    public PayloadConstructBenchmark()
    {
    }

    /**
     * @return its length, so that it counts as used.
     */
    @Benchmark
    public long borrowed()
    {
        try (Payload payload = Payload.borrow(this, release, header, body))
        {
            return payload.length();
        }
    }

    /**
     * @return its length, so that it counts as used.
     */
    @Benchmark
    public long reused()
    {
        try (Payload payload =
            reusable.begin().add(header, 0, HEADER_LENGTH).add(body, 0, BODY_LENGTH).finish(this, release))
        {
            return payload.length();
        }
    }

    /**
     * @return a new object.
     */
    @Benchmark
    public Object bareObjectBaseline()
    {
        return new Two(header, body, (long)HEADER_LENGTH + BODY_LENGTH);
    }

    /**
     * Two references and a length.
     *
     * @param first  segment.
     * @param second segment.
     * @param length of both.
     */
    private record Two(DirectBuffer first, DirectBuffer second, long length)
    {
    }
}
