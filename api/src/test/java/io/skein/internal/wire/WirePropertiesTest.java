package io.skein.internal.wire;

import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * For all messages: what is written is read, and what is damaged is read like a stranger would. A failure prints the
 * seed.
 */
class WirePropertiesTest
{
    private static final int MAX_LENGTH = 2048;
    private static final int SHORT = 32;

    /**
     * What to publish.
     *
     * @param type       of a tensor, or null for a message.
     * @param lengths    of the segments.
     * @param attachment bytes.
     * @param sequence   of the message.
     * @param timeNs     of the message.
     * @param phase      of the frame, in units of 32 bytes.
     */
    record Message(TensorType type, List<Integer> lengths, byte[] attachment, long sequence, long timeNs, int phase)
    {
        Payload payload(final Random random)
        {
            final byte[][] segments = new byte[lengths.size()][];
            for (int i = 0; i < segments.length; i++)
            {
                segments[i] = new byte[lengths.get(i)];
                random.nextBytes(segments[i]);
            }
            return Payload.copyOf(segments);
        }

        HeaderTemplate header(final HeaderTemplate header, final Payload payload)
        {
            if (null == type)
            {
                header.data(payload.length(), payload, attachment.length);
            }
            else
            {
                header.tensor(type, payload, attachment.length);
            }
            header.attachment(new UnsafeBuffer(attachment));
            return header;
        }

        /**
         * What a header says of the time: a short tensor says nothing.
         */
        long timeNs(final HeaderTemplate header)
        {
            return isTimeless(header) ? Long.MIN_VALUE : timeNs;
        }

        boolean isTimeless(final HeaderTemplate header)
        {
            return null != type && SHORT == header.length();
        }
    }

    @Property(tries = 5_000)
    void shouldReadWhatWasWritten(@ForAll("messages") final Message message, @ForAll final long seed)
    {
        final Random random = new Random(seed);
        final Payload payload = message.payload(random);
        final HeaderTemplate header = header(random);
        header.data(3, Payload.copyOf(new byte[1], new byte[2]), random.nextInt(300));
        message.header(header, payload);

        final int phase = 32 * message.phase();
        final int payloadOffset = header.payloadOffset(phase);
        final byte[] claimed = claimed(header, message, phase, payload);
        header.complete(message.sequence(), message.timeNs(), payloadOffset);
        final byte[] gathered = new byte[claimed.length];
        header.buffer().getBytes(0, gathered, 0, payloadOffset);
        payload.copyTo(new UnsafeBuffer(gathered), payloadOffset);
        assertArrayEquals(claimed, gathered, "claim and offer differ");
        assertEquals(0, (phase + 32 + payloadOffset) % HeaderTemplate.PAYLOAD_ALIGNMENT);

        final Reading reading = Reading.of(null != message.type(), claimed);
        assertEquals(Verdict.ACCEPTED, reading.verdict());
        assertEquals(message.sequence(), reading.sequence());
        assertEquals(message.timeNs(header), reading.publishTimeNs());
        assertEquals(message.type(), reading.type());
        assertEquals(payloadOffset, reading.payloadOffset());
        assertArrayEquals(payload.toByteArray(), Arrays.copyOfRange(claimed, payloadOffset, claimed.length));
        assertArrayEquals(message.attachment(), Arrays.copyOfRange(claimed, reading.attachmentOffset(),
            reading.attachmentOffset() + reading.attachmentLength()));
        final boolean hasTable = message.lengths().size() != 1 || 0 == payload.length();
        assertEquals(hasTable ? message.lengths() : List.of(),
            reading.segments().stream().map(Long::intValue).toList());
    }

    @Property(tries = 20_000)
    void shouldReadDamageLikeAStrangerWouldWhenBytesFlip(
        @ForAll("messages") final Message message, @ForAll final long seed)
    {
        final Random random = new Random(seed);
        final boolean isTensor = null != message.type();
        final Payload payload = message.payload(random);
        final HeaderTemplate header = message.header(header(random), payload);
        final byte[] good = claimed(header, message, 32 * message.phase(), payload);
        final byte[] bad = Arrays.copyOf(good, random.nextInt(4) > 0 ? good.length : random.nextInt(good.length + 9));
        final int flips = 1 + random.nextInt(4);
        for (int i = 0; i < flips && bad.length > 0; i++)
        {
            final int index = random.nextInt(Math.min(bad.length, header.length()));
            bad[index] = (byte)(random.nextBoolean() ? random.nextInt() : bad[index] ^ 1 << random.nextInt(8));
        }
        Reading.after(isTensor, good, bad);
        Reading.of(!isTensor, bad);
    }

    @Property(tries = 20_000)
    void shouldStayInBoundsWhenBytesAreRandomBehindAGoodMessageHeader(@ForAll final long seed)
    {
        final Random random = new Random(seed);
        final byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        final boolean isTensor = random.nextBoolean();
        final byte[] start = {(byte)(isTensor ? 30 : 29), 0, (byte)(isTensor ? 2 : 1), 0, 0x4b, 0x53, 0, 0};
        System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
        if (bytes.length > 48 && random.nextInt(10) > 0)
        {
            // Small numbers where lengths are, or nearly everything ends at the first check.
            for (final int index : new int[] {25, 26, 27, 28, 29, 30, 31, 33, 34, 35, 40})
            {
                bytes[index] = 0;
            }
            bytes[38] = random.nextBoolean() ? 8 : bytes[38];
            bytes[39] = (byte)(random.nextInt(3));
        }
        Reading.of(isTensor, bytes);
        Reading.of(!isTensor, bytes);
    }

    @Property(tries = 20_000)
    void shouldStayInBoundsWhenBytesAreRandomBehindAShortMessageHeader(@ForAll final long seed)
    {
        final Random random = new Random(seed);
        final byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        final boolean isTensor = random.nextBoolean();
        final byte[] start = {
            (byte)(24 + random.nextInt(3)), 0, (byte)(isTensor ? 8 : 7), 0, 0x4b, 0x53, (byte)random.nextInt(2), 0};
        System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
        if (bytes.length >= SHORT && random.nextInt(10) > 0)
        {
            // Small numbers where type, lengths and offset are.
            for (int i = 16; i < SHORT; i++)
            {
                bytes[i] = 0;
            }
            bytes[16] = (byte)random.nextInt(19);
            bytes[17] = (byte)random.nextInt(5);
            bytes[isTensor ? 18 : 28] = (byte)(30 + random.nextInt(12));
            bytes[24] = (byte)random.nextInt(isTensor ? 5 : 70);
            bytes[20] = (byte)random.nextInt(5);
        }
        final byte[] good = isTensor ?
            Sample.shortTensor(TensorType.of(DataType.UINT8, 3)) : Sample.shortData(new byte[3]);
        Reading.after(isTensor, good, bytes);
        Reading.of(!isTensor, bytes);
    }

    private static HeaderTemplate header(final Random random)
    {
        return random.nextInt(3) == 0 ? new HeaderTemplate() : HeaderTemplate.shortest(random.nextInt(4) == 0);
    }

    private static byte[] claimed(
        final HeaderTemplate header, final Message message, final int phase, final Payload payload)
    {
        final int payloadOffset = header.payloadOffset(phase);
        final int length = payloadOffset + (int)payload.length();
        final UnsafeBuffer log = new UnsafeBuffer(BufferUtil.allocateDirectAligned(length + 1, 64));
        header.stamp(log, 0, message.sequence(), payloadOffset);
        if (!message.isTimeless(header))
        {
            StampedMessage.putTime(log, 0, message.timeNs());
        }
        payload.copyTo(log, payloadOffset);
        final byte[] bytes = new byte[length];
        log.getBytes(0, bytes);
        return bytes;
    }

    @Provide
    Arbitrary<Message> messages()
    {
        final Arbitrary<TensorType> types = Arbitraries.oneOf(Arbitraries.just(null), types());
        final Arbitrary<byte[]> attachments =
            Arbitraries.oneOf(Arbitraries.just(new byte[0]), Arbitraries.bytes().array(byte[].class).ofMaxSize(150))
            .edgeCases((config) -> config.includeOnly());
        return Combinators.combine(types, attachments, Arbitraries.longs(), Arbitraries.longs(),
            Arbitraries.integers().between(0, 3), Arbitraries.longs()).as((type, attachment, sequence, time, phase,
            seed) -> new Message(type, lengths(type, new Random(seed)), attachment, sequence, time, phase));
    }

    private static Arbitrary<TensorType> types()
    {
        return Combinators.combine(Arbitraries.of(DataType.values()), Arbitraries.integers().between(0, 8),
            Arbitraries.longs()).as((dataType, rank, seed) -> type(dataType, rank, new Random(seed)));
    }

    private static TensorType type(final DataType dataType, final int rank, final Random random)
    {
        final long[] shape = new long[rank];
        final long[] strides = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = random.nextInt(100) == 0 ? 0 : 1 + random.nextInt(2 + 8 / rank);
            strides[i] = random.nextInt(16);
        }
        final TensorType dense = TensorType.of(dataType, shape);
        final TensorType type = random.nextInt(3) == 0 ? dense.withStrides(strides) : dense;
        return type.sizeBytes() <= MAX_LENGTH ? type : TensorType.of(dataType, 2, 2);
    }

    private static List<Integer> lengths(final TensorType type, final Random random)
    {
        final int count = random.nextBoolean() ? 1 : null == type ? random.nextInt(6) : 1 + random.nextInt(5);
        final Integer[] lengths = new Integer[count];
        int left = null == type ? random.nextInt(200) : (int)type.sizeBytes();
        for (int i = 0; i < lengths.length; i++)
        {
            lengths[i] = i == lengths.length - 1 ? left : random.nextInt(4) == 0 ? 0 : random.nextInt(left + 1);
            left -= lengths[i];
        }
        return List.of(lengths);
    }
}
