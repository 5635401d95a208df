package io.skein.examples.camera;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FrameTagDescriptorTest
{
    @Test
    void shouldWriteLittleEndian()
    {
        final byte[] bytes = new byte[FrameTagDescriptor.LENGTH];

        FrameTagDescriptor.put(new UnsafeBuffer(bytes), 0x0102, 0xa0b0c0d0L);

        assertArrayEquals(
            new byte[]{2, 1, 0, 0, 0, 0, 0, 0, (byte)0xd0, (byte)0xc0, (byte)0xb0, (byte)0xa0, 0, 0, 0, 0}, bytes);
        assertEquals(0x0102, FrameTagDescriptor.number(new UnsafeBuffer(bytes)));
        assertEquals(0xa0b0c0d0L, FrameTagDescriptor.checksum(new UnsafeBuffer(bytes)));
    }

    @Test
    void shouldRefuseAnAttachmentThatIsTooShort()
    {
        final UnsafeBuffer empty = new UnsafeBuffer(new byte[0]);
        assertThrows(IndexOutOfBoundsException.class, () -> FrameTagDescriptor.number(empty));
        final UnsafeBuffer cut = new UnsafeBuffer(new byte[FrameTagDescriptor.LENGTH - 1]);
        assertThrows(IndexOutOfBoundsException.class, () -> FrameTagDescriptor.checksum(cut));
    }
}
