package io.skein.perf.jmh;

import io.skein.internal.wire.HeaderTemplate;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TensorEncoder;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
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

import java.util.concurrent.TimeUnit;

/**
 * The header of a tensor of rank 2 into a message, 96 bytes with padding: what Skein does, what the generated encoder
 * does, and the least that anybody could do, which is to copy the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsPrepend = JmhArguments.ADD_OPENS)
public class HeaderEncodeBenchmark
{
    private static final int FRAME_HEADER = 32;
    private static final TensorType TYPE = TensorType.of(DataType.UINT8, 8, 8);

    private final UnsafeBuffer log = new UnsafeBuffer(BufferUtil.allocateDirectAligned(4096, 64));
    private final HeaderTemplate template = new HeaderTemplate().tensor(TYPE, null, 0);
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final TensorEncoder tensor = new TensorEncoder();
    private final int payloadOffset = template.payloadOffset(0);
    private long sequence;

    /**
     * Made by JMH.
     */
    public HeaderEncodeBenchmark()
    {
    }

    /**
     * @return the buffer, so that it counts as used.
     */
    @Benchmark
    public UnsafeBuffer skeinStamp()
    {
        template.stamp(log, FRAME_HEADER, sequence++, payloadOffset);
        return log;
    }

    /**
     * @return the encoder, so that it counts as used.
     */
    @Benchmark
    public TensorEncoder plainSbe()
    {
        tensor.wrapAndApplyHeader(log, FRAME_HEADER, messageHeader)
            .sequence(sequence++)
            .publishTimeNs(TensorEncoder.publishTimeNsNullValue())
            .payloadLength(TYPE.sizeBytes())
            .payloadOffset(payloadOffset)
            .dataType(io.skein.sbe.DataType.UINT8);
        tensor.flags().clear();
        tensor.dimsCount(2).next().size(TYPE.dim(0)).next().size(TYPE.dim(1));
        tensor.stridesCount(0);
        tensor.segmentsCount(0);
        return tensor.putAttachment(log, 0, 0);
    }

    /**
     * @return the buffer, so that it counts as used.
     */
    @Benchmark
    public UnsafeBuffer memcpyBaseline()
    {
        log.putBytes(FRAME_HEADER, template.buffer(), 0, payloadOffset);
        return log;
    }
}
