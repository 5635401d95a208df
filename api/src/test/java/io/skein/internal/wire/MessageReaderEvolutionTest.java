package io.skein.internal.wire;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * What a newer version may do, and this one still reads.
 */
class MessageReaderEvolutionTest
{
    private static final byte[] NEW = {(byte)0x80, 1, 2, 3, 4, 5, 6, 7, (byte)0xFF};

    static List<Sample> samples()
    {
        return Sample.all();
    }

    static List<Sample> fullSamples()
    {
        return Sample.all().stream().filter((sample) -> !sample.isShort()).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeWhenTheVersionIsNewerAndNothingElseIs(final Sample sample)
    {
        for (final int version : new int[] {1, 2, 65_535})
        {
            assertSameBut(sample, sample.field("version").set(sample.bytes(), version), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeWhenTheBlockHasMoreFields(final Sample sample)
    {
        final int blockLength = (int)sample.field("blockLength").get(sample.bytes());
        final byte[] newer = sample.field("version").set(
            sample.field("blockLength").set(sample.grown(8 + blockLength, NEW), blockLength + NEW.length), 1);
        assertSameBut(sample, newer, NEW.length);
        final Sample.Field payloadOffset = sample.field("payloadOffset");
        assertEquals(Verdict.REJECTED, Reading.after(sample.isTensor(), newer,
            payloadOffset.set(newer, 8 + blockLength + NEW.length - 1)).verdict(), "payload within the block");
    }

    @ParameterizedTest
    @MethodSource("fullSamples")
    void shouldDecodeWhenEntriesOfGroupsAreWider(final Sample sample)
    {
        for (final String group : new String[] {"dims", "strides", "segments"})
        {
            if (!sample.isTensor() && !group.equals("segments"))
            {
                continue;
            }
            final int count = (int)sample.field(group + ".count").get(sample.bytes());
            byte[] newer = sample.bytes();
            for (int i = count - 1; i >= 0; i--)
            {
                final int end = sample.field(group + "[" + i + "]").offset() + Long.BYTES;
                newer = new Sample(group, sample.isTensor(), newer).grown(end, NEW);
            }
            newer = sample.field(group + ".blockLength").set(newer, Long.BYTES + NEW.length);
            assertSameBut(sample, newer, count * NEW.length);
        }
    }

    @ParameterizedTest
    @MethodSource("fullSamples")
    void shouldDecodeWhenMoreVariableDataFollowsTheAttachment(final Sample sample)
    {
        final Sample.Field attachment = sample.field("attachmentLength");
        final int end = attachment.offset() + 2 + (int)attachment.get(sample.bytes());
        assertSameBut(sample, sample.grown(end, new byte[] {2, 0, (byte)0xFF, (byte)0xFF}), 4);
    }

    @ParameterizedTest
    @MethodSource("fullSamples")
    void shouldDecodeWhenFlagsAreSetThatNobodyKnowsYet(final Sample sample)
    {
        final byte[] newer = sample.bytes().clone();
        newer[sample.isTensor() ? 37 : 36] = (byte)0xFF;
        assertSameBut(sample, newer, 0);
    }

    private static void assertSameBut(final Sample sample, final byte[] newer, final int growth)
    {
        final Reading old = Reading.of(sample.isTensor(), sample.bytes());
        final Reading reading = Reading.after(sample.isTensor(), sample.bytes(), newer);
        assertEquals(Verdict.ACCEPTED, reading.verdict());
        assertEquals(old.sequence(), reading.sequence());
        assertEquals(old.publishTimeNs(), reading.publishTimeNs());
        assertEquals(old.payloadOffset() + growth, reading.payloadOffset());
        assertEquals(old.payloadLength(), reading.payloadLength());
        assertEquals(old.attachmentLength(), reading.attachmentLength());
        assertEquals(old.segments(), reading.segments());
        assertEquals(old.type(), reading.type());
        assertEquals(reading, Reading.after(sample.isTensor(), newer, newer), "remembered");
    }
}
