package io.skein.internal.wire;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A header that was received, sent onward: it says the same.
 */
class HeaderTemplateCopyTest
{
    private static final int OFFSET = 32;
    private static final byte[] NEW = {(byte)0x80, 1, 2, 3, 4, 5, 6, 7, (byte)0xFF};

    static List<Sample> samples()
    {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSayTheSameWhenItIsCopied(final Sample sample)
    {
        assertSame(sample, sample.bytes(), new HeaderTemplate());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSayTheSameWhenTheTemplateHeldAnother(final Sample sample)
    {
        for (final Sample other : Sample.all())
        {
            final HeaderTemplate header = new HeaderTemplate();
            copy(other, other.bytes(), header);
            assertSame(sample, sample.bytes(), header);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSayTheSameWhenTheMessageIsOfANewerVersion(final Sample sample)
    {
        final int blockLength = (int)sample.field("blockLength").get(sample.bytes());
        final byte[] newer = sample.field("version").set(
            sample.field("blockLength").set(sample.grown(8 + blockLength, NEW), blockLength + NEW.length), 1);
        assertSame(sample, newer, new HeaderTemplate());
    }

    private static void assertSame(final Sample sample, final byte[] message, final HeaderTemplate header)
    {
        final Reading original = Reading.of(sample.isTensor(), message);
        final MessageReader reader = copy(sample, message, header);
        for (final int frame : new int[] {0, 32, 64, 96})
        {
            final int payloadOffset = header.payloadOffset(frame);
            assertEquals(0, (frame + 32 + payloadOffset) % 64);
            header.complete(5, reader.publishTimeNs(), payloadOffset);
            final byte[] sent = new byte[payloadOffset + original.payloadLength()];
            header.buffer().getBytes(0, sent, 0, payloadOffset);
            System.arraycopy(message, original.payloadOffset(), sent, payloadOffset, original.payloadLength());
            for (int i = header.length(); i < payloadOffset; i++)
            {
                assertEquals(0, sent[i], "padding");
            }
            final Reading copy = Reading.of(sample.isTensor(), sent);
            assertEquals(Verdict.ACCEPTED, copy.verdict());
            assertEquals(5, copy.sequence());
            assertEquals(original.publishTimeNs(), copy.publishTimeNs());
            assertEquals(original.segments(), copy.segments());
            assertEquals(original.type(), copy.type());
            assertEquals(original.payloadLength(), copy.payloadLength());
            assertEquals(original.attachmentLength(), copy.attachmentLength());
            for (int i = 0; i < original.attachmentLength(); i++)
            {
                assertEquals(message[original.attachmentOffset() + i], sent[copy.attachmentOffset() + i]);
            }
        }
    }

    private static MessageReader copy(final Sample sample, final byte[] message, final HeaderTemplate header)
    {
        final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(OFFSET + message.length, 64));
        memory.putBytes(OFFSET, message);
        final MessageReader reader = new MessageReader(sample.isTensor());
        assertEquals(Verdict.ACCEPTED, reader.read(memory, OFFSET, message.length));
        header.copyOf(memory, OFFSET, reader);
        memory.setMemory(0, memory.capacity(), (byte)0x55);
        return reader;
    }
}
