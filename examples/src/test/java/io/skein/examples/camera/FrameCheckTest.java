package io.skein.examples.camera;

import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FrameCheckTest
{
    private final TensorType type = TensorType.of(DataType.UINT8, 2, 5, 3);
    private final FrameCheck check = new FrameCheck(type);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect((int)type.sizeBytes());
    private final UnsafeBuffer tag = new UnsafeBuffer(new byte[FrameTagDescriptor.LENGTH]);

    @Test
    void shouldPassAFrameThatIsAsItWasSent()
    {
        bytes.put(29, (byte)5);
        FrameTagDescriptor.put(tag, 7, new Checksum().of(bytes));

        assertTrue(check.check(tag, type, bytes));
        assertEquals(0, check.corrupted());
    }

    @Test
    void shouldCountAFrameWithAnotherByteOrShape()
    {
        FrameTagDescriptor.put(tag, 7, new Checksum().of(bytes));

        assertTrue(check.check(tag, TensorType.of(DataType.UINT8, 5, 2, 3), bytes));
        assertEquals(1, check.corrupted());
        bytes.put(29, (byte)5);
        assertTrue(check.check(tag, type, bytes));
        assertEquals(2, check.corrupted());
    }

    @Test
    void shouldNotLookAtAFrameWithoutContent()
    {
        FrameTagDescriptor.put(tag, FrameTagDescriptor.WARM_UP, FrameTagDescriptor.UNCHECKED);

        assertFalse(check.check(tag, type, bytes));
        assertEquals(0, check.corrupted());
    }
}
