package io.skein.examples.pingpong;

import io.skein.MessageTooLargeException;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContentTest
{
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 4_096})
    void shouldNoticeAnyByteThatDiffers(final int length)
    {
        final TensorType type = TensorType.of(DataType.UINT8, length);
        final Content content = Content.pattern(type);
        final ByteBuffer bytes = message(content, 3);
        assertTrue(content.matches(3, type, bytes));

        for (int i = 0; i < length; i++)
        {
            final ByteBuffer damaged = ByteBuffer.allocate(length).put(bytes.duplicate()).flip();
            damaged.put(i, (byte)(damaged.get(i) ^ 1));
            assertFalse(content.matches(3, type, damaged), "byte " + i);
        }
    }

    @Test
    void shouldNoticeAnotherMessageLengthTypeOrShape()
    {
        final TensorType type = TensorType.of(DataType.UINT8, 64);
        final Content content = Content.pattern(type);
        final ByteBuffer bytes = message(content, 0);

        for (long message = 1; message < 509; message++)
        {
            assertFalse(content.matches(message, type, bytes), "message " + message);
        }
        assertTrue(content.matches(509, type, bytes));
        assertFalse(content.matches(0, type, bytes.duplicate().limit(63)));
        assertFalse(content.matches(0, TensorType.of(DataType.INT8, 64), bytes));
        assertFalse(content.matches(0, TensorType.of(DataType.UINT8, 8, 8), bytes));
    }

    @Test
    void shouldDoWithoutElements()
    {
        final TensorType type = TensorType.of(DataType.FLOAT64, 0, 4);
        assertTrue(Content.pattern(type).matches(5, type, ByteBuffer.allocate(0)));
    }

    @Test
    void shouldRefuseAPictureLargerThanAMessageBeforeItsPixelsAreRead(@TempDir final Path folder)
        throws IOException
    {
        final Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(4_000, 1_399, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());

        final MessageTooLargeException ex =
            assertThrows(MessageTooLargeException.class, () -> Content.picture(file));

        assertTrue(ex.getMessage().contains("16788000") && ex.getMessage().contains("16776960") &&
            ex.getMessage().contains("--image"), ex::getMessage);
    }

    @Test
    void shouldBeAPicture(@TempDir final Path folder) throws IOException
    {
        assertEquals("uint8[160,240,3]", Content.picture(Samples.landscape(folder)).type().toString());
    }

    private static ByteBuffer message(final Content content, final long number)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(content.length());
        content.buffer().getBytes(content.offset(number), bytes, content.length());
        return bytes.flip();
    }
}
