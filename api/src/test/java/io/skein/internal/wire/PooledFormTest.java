package io.skein.internal.wire;

import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.PooledEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The message that says where a message lies: written as the codecs write it, and read with care.
 */
class PooledFormTest
{
    private static final long SEQUENCE = 0x0102030405060708L;
    private static final long POOL = 0xF1F2F3F4F5F6F7F8L;
    private static final int SLOT = 1_023;
    private static final long GENERATION = 0x091A2B3C4D5EL;
    private static final byte[] MESSAGE = message();

    @Test
    void shouldWriteWhatTheCodecsWrite()
    {
        final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(128, 64));
        memory.setMemory(0, 128, (byte)0x55);
        PooledForm.stamp(memory, 32, SEQUENCE, POOL, PooledForm.slotAndGeneration(SLOT, GENERATION));
        for (int i = 0; i < 32; i++)
        {
            assertEquals(0x55, memory.getByte(i));
            assertEquals(MESSAGE[i], memory.getByte(32 + i), "byte " + i);
            assertEquals(0x55, memory.getByte(64 + i));
        }
        assertEquals(MESSAGE.length, PooledForm.LENGTH);
    }

    @Test
    void shouldTakeSlotAndGenerationApart()
    {
        for (final int slot : new int[] {0, 1, 1_023, 32_768, 65_535})
        {
            for (final long generation : new long[] {0, 1, 2, 1L << 31, (1L << 47) - 1})
            {
                final long both = PooledForm.slotAndGeneration(slot, generation);
                assertEquals(slot, PooledForm.slot(both));
                assertEquals(generation, PooledForm.generation(both));
            }
        }
        assertEquals(65_535, PooledForm.slot(-1));
        assertEquals((1L << 48) - 1, PooledForm.generation(-1), "never negative");
    }

    @Test
    void shouldReadWhatWasWrittenWhateverIsExpected()
    {
        for (final boolean isTensor : new boolean[] {false, true})
        {
            assertPooled(new MessageReader(isTensor), MESSAGE);
            for (final Sample sample : Sample.all())
            {
                // What it remembers of the message before and after is not spoiled.
                final MessageReader reader = new MessageReader(sample.isTensor());
                final Reading before = Reading.of(reader, sample.bytes());
                assertPooled(reader, MESSAGE);
                assertEquals(before, Reading.of(reader, sample.bytes()));
                assertPooled(reader, MESSAGE);
            }
        }
    }

    @Test
    void shouldRejectEveryTruncation()
    {
        for (int length = 0; length < MESSAGE.length; length++)
        {
            assertEquals(Verdict.REJECTED, Reading.of(true, Arrays.copyOf(MESSAGE, length)).verdict(), "cut " + length);
        }
    }

    @Test
    void shouldRejectABlockThatIsTooShortOrLeavesTheMessage()
    {
        for (final int blockLength : new int[] {0, 1, 23, 25, 255, 65_535})
        {
            final byte[] bad = MESSAGE.clone();
            bad[0] = (byte)blockLength;
            bad[1] = (byte)(blockLength >>> 8);
            assertEquals(Verdict.REJECTED, Reading.of(false, bad).verdict(), "block of " + blockLength);
        }
    }

    @Test
    void shouldReadANewerVersionWithMoreFields()
    {
        for (final int more : new int[] {0, 1, 8, 40})
        {
            final byte[] newer = Arrays.copyOf(MESSAGE, MESSAGE.length + more);
            Arrays.fill(newer, MESSAGE.length, newer.length, (byte)0xFF);
            newer[0] = (byte)(24 + more);
            newer[6] = 1;
            assertPooled(new MessageReader(true), newer);
            for (int length = MESSAGE.length; length < newer.length; length++)
            {
                assertEquals(Verdict.REJECTED, Reading.of(true, Arrays.copyOf(newer, length)).verdict());
            }
        }
    }

    private static void assertPooled(final MessageReader reader, final byte[] message)
    {
        for (final UnsafeBuffer buffer : new UnsafeBuffer[] {new UnsafeBuffer(message), direct(message)})
        {
            assertEquals(Verdict.POOLED, reader.read(buffer, 0, message.length));
            assertEquals(SEQUENCE, reader.sequence());
            assertEquals(POOL, reader.poolId());
            assertEquals(SLOT, PooledForm.slot(reader.slotAndGeneration()));
            assertEquals(GENERATION, PooledForm.generation(reader.slotAndGeneration()));
        }
    }

    private static UnsafeBuffer direct(final byte[] message)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(message.length, 64));
        buffer.putBytes(0, message);
        return buffer;
    }

    private static byte[] message()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[32]);
        new PooledEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .sequence(SEQUENCE).poolId(POOL).slotAndGeneration(GENERATION << 16 | SLOT);
        return buffer.byteArray();
    }
}
