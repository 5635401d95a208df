package io.skein.perf.jmh;

import io.skein.idle.CooperativeHook;
import io.skein.internal.bell.Bells;
import io.skein.internal.bell.Doorbell;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a publisher pays after each commit while nobody sleeps: a release store as a commit does, alone and with the
 * look at the board. Target: at most 2 ns between the two.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsPrepend = JmhArguments.ADD_OPENS)
public class DoorbellBenchmark
{
    private final UnsafeBuffer log = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));
    private final Bells bells = new Bells(CooperativeHook.NONE, false);
    private Path directory;
    private Doorbell doorbell;
    private int offset;

    /**
     * Made by JMH.
     */
    public DoorbellBenchmark()
    {
    }

    /**
     * @throws IOException when there is no room for the board.
     */
    @Setup
    public void open() throws IOException
    {
        directory = Files.createTempDirectory("skein-doorbell");
        bells.attach(directory, Throwable::printStackTrace);
        doorbell = bells.doorbell(1_001);
    }

    /**
     * Removes the board.
     */
    @TearDown
    public void close()
    {
        bells.close();
        IoUtil.delete(directory.toFile(), true);
    }

    /**
     * A commit.
     */
    @Benchmark
    public void commit()
    {
        offset = offset + 64 & 4_095;
        log.putIntRelease(offset, offset);
    }

    /**
     * A commit, and the look.
     */
    @Benchmark
    public void commitAndLook()
    {
        offset = offset + 64 & 4_095;
        log.putIntRelease(offset, offset);
        if (doorbell.isAwaited())
        {
            doorbell.ring();
        }
    }
}
