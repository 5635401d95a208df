package io.skein.internal.wire;

import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Frames that lie. Each is read by a reader that has seen nothing, and by one that remembers the frame that the lie was
 * made from.
 */
class MessageReaderHostileTest
{
    static List<Sample> samples()
    {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAcceptWhenNothingIsWrong(final Sample sample)
    {
        final Reading reading = Reading.after(sample.isTensor(), sample.bytes(), sample.bytes());
        assertEquals(Verdict.ACCEPTED, reading.verdict());
        assertEquals(Sample.SEQUENCE, reading.sequence());
        assertEquals(sample.timeNs(), reading.publishTimeNs());
        assertEquals(sample.bytes().length, reading.payloadOffset() + reading.payloadLength());
        assertEquals(Verdict.FOREIGN, Reading.of(!sample.isTensor(), sample.bytes()).verdict());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldNeverAcceptWhenTheFrameEndsEarly(final Sample sample)
    {
        for (int length = 0; length < sample.bytes().length; length++)
        {
            final Reading reading = Reading.after(sample.isTensor(), sample.bytes(), sample.truncated(length));
            assertEquals(Verdict.REJECTED, reading.verdict(), "cut to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldStayInBoundsWhenAFieldHasAnyValue(final Sample sample)
    {
        final Random random = new Random(20_260_101);
        for (final Sample.Field field : sample.fields())
        {
            final long max = 8 == field.width() ? Long.MAX_VALUE : (1L << 8 * field.width()) - 1;
            final long sign = 1L << 8 * field.width() - 1;
            final long own = field.get(sample.bytes());
            final long[] values = {0, 1, 2, 7, own - 1, own + 1, max - 1, max, sign, sign - 1, sign + 1, sign >>> 1,
                sign | own, -1, -own, 1L << 31, 1L << 32 | own, 0x2000_0000_0000_0001L, random.nextLong()};
            for (final long value : values)
            {
                final byte[] changed = field.set(sample.bytes(), value);
                final Reading reading = Reading.after(sample.isTensor(), sample.bytes(), changed);
                if (isDecisive(sample, field) && field.get(changed) != own)
                {
                    assertNotEquals(Verdict.ACCEPTED, reading.verdict(), field + " = " + value);
                }
            }
        }
    }

    /**
     * The others may have another value in a message that is well-formed all the same.
     */
    private static boolean isDecisive(final Sample sample, final Sample.Field field)
    {
        // The shape of a short tensor is its length: a smaller one leaves bytes behind the payload.
        final boolean isDense = sample.isTensor() && !sample.isShort() &&
            0 == sample.field("strides.count").get(sample.bytes());
        return field.name().equals("templateId") || field.name().equals("schemaId") ||
            field.name().equals("dims.count") || isDense && field.name().startsWith("dims[");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadLikeAStrangerWhenAnyByteOfARememberedHeaderChanges(final Sample sample)
    {
        for (int i = 0; i < sample.bytes().length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                final byte[] changed = sample.bytes().clone();
                changed[i] ^= (byte)(1 << bit);
                Reading.after(sample.isTensor(), sample.bytes(), changed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadLikeAStrangerWhenAnyWordOfARememberedHeaderChanges(final Sample sample)
    {
        final Random random = new Random(7);
        for (int i = 0; i + Long.BYTES <= sample.bytes().length; i++)
        {
            for (final long word : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong()})
            {
                final byte[] changed = new Sample.Field("word", i, 8).set(sample.bytes(), word);
                Reading.after(sample.isTensor(), sample.bytes(), changed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRejectWhenTheHeaderIsRememberedAndThePayloadLiesOutside(final Sample sample)
    {
        final Sample.Field field = sample.field("payloadOffset");
        final long good = field.get(sample.bytes());
        for (final long offset : new long[] {good + 1, sample.bytes().length + 1, Integer.MAX_VALUE, 1L << 31,
            0xFFFF_FFFFL, 0, 1, 8, 31, 36, 38, 41})
        {
            final Reading reading =
                Reading.after(sample.isTensor(), sample.bytes(), field.set(sample.bytes(), offset));
            assertEquals(Verdict.REJECTED, reading.verdict(), "payload offset " + offset);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSayForeignWhenSchemaOrTemplateIsUnknown(final Sample sample)
    {
        final List<Long> ownTemplates = sample.isTensor() ? List.of(2L, 8L) : List.of(1L, 7L);
        for (final long id : new long[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 21_322, 21_324, 65_535})
        {
            assertEquals(Verdict.FOREIGN, Reading.after(sample.isTensor(), sample.bytes(),
                sample.field("schemaId").set(sample.bytes(), id)).verdict());
            if (id != sample.field("templateId").get(sample.bytes()))
            {
                final Verdict expected = 3 == id ? Verdict.POOLED : 4 == id || 9 == id ? Verdict.TRANSFER :
                    ownTemplates.contains(id) ? Verdict.REJECTED : Verdict.FOREIGN;
                assertEquals(expected,
                    Reading.after(sample.isTensor(), sample.bytes(),
                    sample.field("templateId").set(sample.bytes(), id)).verdict(), "template " + id);
            }
        }
    }

    @Test
    void shouldSayForeignWhenAControlCodeIsUnknownAndRejectWhenTheMessageIsCut()
    {
        final byte[] message = new byte[17];
        StampedMessage.makeVoid(new UnsafeBuffer(message), 0, 5);
        assertEquals(Verdict.VOID, Reading.of(true, message).verdict());
        for (int length = 0; length < message.length; length++)
        {
            assertEquals(Verdict.REJECTED, Reading.of(true, Arrays.copyOf(message, length)).verdict());
        }
        for (final int code : new int[] {0, 2, 127, 128, 255})
        {
            message[16] = (byte)code;
            assertEquals(Verdict.FOREIGN, Reading.of(true, message).verdict());
        }
    }

    @Test
    void shouldRejectWhenTheDataTypeIsUnknown()
    {
        final Sample scalar = Sample.all().get(3);
        for (int code = 0; code < 256; code++)
        {
            final byte[] changed = scalar.field("dataType").set(scalar.bytes(), code);
            final boolean fits = DataType.isKnown(code) && 8 == DataType.ofCode(code).sizeBytes();
            assertEquals(fits ? Verdict.ACCEPTED : Verdict.REJECTED,
                Reading.after(true, scalar.bytes(), changed).verdict(), "code " + code);
        }
    }

    @Test
    void shouldRejectWhenTheDataTypeOfAShortTensorIsUnknown()
    {
        for (final String name : new String[] {"short scalar", "short vector", "short rank 3"})
        {
            final Sample sample = Sample.named(name);
            final long elements = Reading.of(true, sample.bytes()).type().elementCount();
            final int room = (int)(sample.bytes().length - sample.field("payloadOffset").get(sample.bytes()));
            for (int code = 0; code < 256; code++)
            {
                final byte[] changed = sample.field("dataType").set(sample.bytes(), code);
                final boolean fits =
                    DataType.isKnown(code) && elements * DataType.ofCode(code).sizeBytes() <= room;
                assertEquals(fits ? Verdict.ACCEPTED : Verdict.REJECTED,
                    Reading.after(true, sample.bytes(), changed).verdict(), "code " + code);
            }
        }
    }

    @Test
    void shouldRejectWhenAShortTensorIsAllZero()
    {
        for (final Sample good : Sample.all().subList(3, 6))
        {
            final byte[] nothing = Arrays.copyOf(Sample.named("short scalar").bytes(), 40);
            Arrays.fill(nothing, 16, 32, (byte)0);
            nothing[18] = 32;
            assertEquals(Verdict.REJECTED, Reading.after(true, good.bytes(), nothing).verdict());
        }
    }

    @Test
    void shouldRejectWhenAShortTensorHasARankAboveThree()
    {
        for (final Sample sample : Sample.all())
        {
            for (int rank = 4; rank < 256 && sample.isTensor() && sample.isShort(); rank++)
            {
                final byte[] changed = sample.field("rank").set(sample.bytes(), rank);
                assertEquals(Verdict.REJECTED, Reading.after(true, sample.bytes(), changed).verdict());
            }
        }
    }

    @Test
    void shouldRejectWhenDimensionsOfAShortTensorOverflowOrExceedTheFrame()
    {
        final Sample sample = Sample.named("short rank 3");
        for (final long[] dims : new long[][] {{0xFFFF_FFFFL, 0xFFFF_FFFFL, 0xFFFF_FFFFL}, {1L << 31, 1, 1},
            {1L << 30, 1, 1}, {0xFFFF_FFFFL, 1, 1}, {1, 1, 0x8000_0000L}, {0x8000_0000L, 0x8000_0000L, 2},
            {1L << 16, 1L << 16, 1}, {1L << 16, 1L << 16, 1L << 31}, {3, 1, 3}, {2, 2, 3}, {2, 1, 4}, {7, 1, 1}})
        {
            byte[] changed = sample.bytes();
            for (int i = 0; i < dims.length; i++)
            {
                changed = sample.field("dims[" + i + "]").set(changed, dims[i]);
            }
            assertEquals(Verdict.REJECTED, Reading.after(true, sample.bytes(), changed).verdict());
        }
    }

    @Test
    void shouldIgnoreWhatTheRankLeavesWhenATensorIsShort()
    {
        final Sample sample = Sample.named("short vector");
        for (final String spare : new String[] {"spare[1]", "spare[2]"})
        {
            final byte[] changed = sample.field(spare).set(sample.bytes(), 0xFFFF_FFFFL);
            assertEquals(Reading.of(true, sample.bytes()), Reading.after(true, sample.bytes(), changed));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadLikeAStrangerWhenAnyOtherMessageCameBefore(final Sample before)
    {
        for (final Sample sample : Sample.all())
        {
            if (sample.isTensor() != before.isTensor())
            {
                continue;
            }
            Reading.after(sample.isTensor(), before.bytes(), sample.bytes());
            for (final Sample.Field field : sample.fields())
            {
                final long own = field.get(sample.bytes());
                for (final long value : new long[] {0, own - 1, own + 1, -1})
                {
                    Reading.after(sample.isTensor(), before.bytes(), field.set(sample.bytes(), value));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayTheSameWhenFormsFollowOneAnotherInAnyOrder(final boolean isTensor)
    {
        final List<Sample> samples =
            Sample.all().stream().filter((sample) -> sample.isTensor() == isTensor).toList();
        final List<Reading> fresh = samples.stream().map((sample) -> Reading.of(isTensor, sample.bytes())).toList();
        final Random random = new Random(11);
        final MessageReader reader = new MessageReader(isTensor);
        for (int i = 0; i < 5_000; i++)
        {
            final int index = random.nextInt(samples.size());
            final byte[] bytes = samples.get(index).bytes();
            if (random.nextInt(4) == 0)
            {
                final byte[] bad = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
                bad[random.nextInt(Math.min(bad.length, 64))] ^= (byte)(1 << random.nextInt(8));
                assertEquals(Reading.of(isTensor, bad), Reading.of(reader, bad));
            }
            assertEquals(fresh.get(index), Reading.of(reader, bytes));
        }
    }

    @Test
    void shouldRejectWhenDimensionsOverflowOrAreNegative()
    {
        final Sample matrix = Sample.all().get(4);
        for (final long[] dims : new long[][] {{1L << 32, 1L << 32}, {Long.MAX_VALUE, 2}, {Long.MIN_VALUE, 1},
            {-2, -3}, {-1, 0}, {1L << 62, 6}, {0x8000_0000_0000_0003L, 0x2AAA_AAAA_AAAA_AAAAL}, {0, Long.MAX_VALUE}})
        {
            final byte[] first = matrix.field("dims[0]").set(matrix.bytes(), dims[0]);
            final byte[] changed = matrix.field("dims[1]").set(first, dims[1]);
            assertEquals(Verdict.REJECTED, Reading.after(true, matrix.bytes(), changed).verdict());
        }
    }

    @Test
    void shouldRejectWhenTheRankIsNineOrStridesDoNotMatchIt()
    {
        final Sample full = Sample.all().get(5);
        final byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
        final byte[] nine = full.field("dims.count").set(
            full.grown(full.field("strides.blockLength").offset(), one), 9);
        assertEquals(Verdict.REJECTED, Reading.after(true, full.bytes(), nine).verdict());

        final byte[] more = full.field("strides.count").set(
            full.grown(full.field("segments.blockLength").offset(), one), 9);
        assertEquals(Verdict.REJECTED, Reading.after(true, full.bytes(), more).verdict());
        final byte[] fewer = full.field("strides.count").set(full.bytes(), 7);
        assertEquals(Verdict.REJECTED, Reading.after(true, full.bytes(), fewer).verdict());
        final byte[] negative = full.field("strides[6]").set(full.bytes(), -10);
        assertEquals(Verdict.REJECTED, Reading.after(true, full.bytes(), negative).verdict());
    }

    @Test
    void shouldRejectWhenSegmentsDoNotAddUp()
    {
        final Sample data = Sample.all().get(2);
        for (final long[] lengths : new long[][] {{1, 0, 4}, {1, 0, 6}, {0, 0, 0}, {-1, 2, 5}, {7, -1, 0},
            {Long.MAX_VALUE, Long.MAX_VALUE, 8}, {Long.MIN_VALUE, Long.MIN_VALUE, 6}, {1L << 32, 0, 6}})
        {
            byte[] changed = data.bytes();
            for (int i = 0; i < lengths.length; i++)
            {
                changed = data.field("segments[" + i + "]").set(changed, lengths[i]);
            }
            assertEquals(Verdict.REJECTED, Reading.after(false, data.bytes(), changed).verdict());
        }
    }

    @Test
    void shouldTellTypesApartWhenTensorsOfTwoTypesAlternate()
    {
        final TensorType small = TensorType.of(DataType.UINT16, 4);
        final TensorType large = TensorType.of(DataType.UINT16, 2, 2);
        final byte[] one = Sample.tensor(small, Payload.copyOf(new byte[8]), new byte[0]);
        final byte[] other = Sample.tensor(large, Payload.copyOf(new byte[8]), new byte[0]);
        final MessageReader reader = new MessageReader(true);
        for (int i = 0; i < 3; i++)
        {
            assertEquals(small, Reading.of(reader, one).type());
            assertEquals(large, Reading.of(reader, other).type());
        }
    }
}
