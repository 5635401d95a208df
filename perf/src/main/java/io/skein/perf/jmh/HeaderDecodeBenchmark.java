package io.skein.perf.jmh;

import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.TensorDecoder;
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
 * The header of a tensor of rank 2: Skein validates everything and knows the type afterwards; the generated decoder
 * walks to the payload and checks nothing; the baseline reads three words.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsPrepend = JmhArguments.ADD_OPENS)
public class HeaderDecodeBenchmark
{
    private static final int FRAME_HEADER = 32;
    private static final TensorType TYPE = TensorType.of(DataType.UINT8, 8, 8);
    private static final int SEQUENCE = MessageHeaderDecoder.ENCODED_LENGTH + TensorDecoder.sequenceEncodingOffset();
    private static final int PAYLOAD_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + TensorDecoder.payloadOffsetEncodingOffset();

    private final UnsafeBuffer log = new UnsafeBuffer(BufferUtil.allocateDirectAligned(4096, 64));
    private final MessageReader reader = new MessageReader(true);
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final TensorDecoder tensor = new TensorDecoder();
    private final int length;
    private long sequence;

    /**
     * Made by JMH.
     */
    public HeaderDecodeBenchmark()
    {
        final HeaderTemplate template = new HeaderTemplate().tensor(TYPE, null, 0);
        template.stamp(log, FRAME_HEADER, 0, template.payloadOffset(0));
        length = template.payloadOffset(0) + (int)TYPE.sizeBytes();
    }

    /**
     * @return something of all that was read.
     */
    @Benchmark
    public long skeinRead()
    {
        log.putLong(FRAME_HEADER + SEQUENCE, sequence++);
        reader.read(log, FRAME_HEADER, length);
        return reader.sequence() + reader.payloadOffset();
    }

    /**
     * @return something of all that was read.
     */
    @Benchmark
    public long plainSbe()
    {
        log.putLong(FRAME_HEADER + SEQUENCE, sequence++);
        tensor.wrapAndApplyHeader(log, FRAME_HEADER, messageHeader);
        long sum = tensor.sequence() + tensor.payloadOffset() + tensor.payloadLength() + tensor.dataTypeRaw();
        for (final TensorDecoder.DimsDecoder dim : tensor.dims())
        {
            sum += dim.size();
        }
        sum += tensor.strides().count();
        sum += tensor.segments().count();
        return sum + tensor.attachmentLength();
    }

    /**
     * @return something of all that was read.
     */
    @Benchmark
    public long threeWordsBaseline()
    {
        log.putLong(FRAME_HEADER + SEQUENCE, sequence++);
        return log.getLong(FRAME_HEADER) + log.getLong(FRAME_HEADER + SEQUENCE) +
            log.getInt(FRAME_HEADER + PAYLOAD_OFFSET);
    }
}
