package io.skein.examples.camera;

import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * The filters beside the plainest code that does the same.
 */
class PixelFilterTest
{
    private static final long SEED = 42;

    @ParameterizedTest
    @CsvSource({"1,1,3", "1,1,1", "2,1,3", "1,2,3", "3,3,1", "4,4,3", "5,5,3", "7,6,3", "1,40,1", "40,1,3", "33,17,3"})
    void shouldBlurLikeANaiveMean(final int width, final int height, final int channels)
    {
        final byte[] frame = random(width * height * channels);
        final PixelFilter blur = FilterKind.BLUR.newFilter(type(width, height, channels));
        final byte[] expected = new byte[frame.length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    expected[(y * width + x) * channels + channel] =
                        mean(frame, width, height, channels, x, y, channel);
                }
            }
        }
        // Twice: the second frame must not see the first.
        assertArrayEquals(expected, apply(blur, frame, frame.length));
        assertArrayEquals(expected, apply(blur, frame, frame.length));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "64,48"})
    void shouldWeighColours(final int width, final int height)
    {
        final byte[] frame = random(width * height * 3);
        final byte[] expected = new byte[width * height];
        for (int i = 0; i < expected.length; i++)
        {
            expected[i] = (byte)Math.floor(((frame[3 * i] & 0xff) * 77 + (frame[3 * i + 1] & 0xff) * 150 +
                (frame[3 * i + 2] & 0xff) * 29) / 256.0 + 0.5);
        }
        final TensorType type = type(width, height, 3);
        assertArrayEquals(expected, apply(FilterKind.GREY.newFilter(type), frame, expected.length));
        assertEquals(type(width, height, 1), FilterKind.GREY.outputType(type));
    }

    @Test
    void shouldKeepBlackAndWhite()
    {
        final PixelFilter grey = FilterKind.GREY.newFilter(type(2, 1, 3));
        assertArrayEquals(new byte[]{0, -1}, apply(grey, new byte[]{0, 0, 0, -1, -1, -1}, 2));
        final PixelFilter blur = FilterKind.BLUR.newFilter(type(2, 1, 3));
        assertArrayEquals(new byte[]{-1, -1, -1, -1, -1, -1}, apply(blur, new byte[]{-1, -1, -1, -1, -1, -1}, 6));
    }

    @Test
    void shouldLeaveGreyAsItIs()
    {
        final TensorType type = type(5, 4, 1);
        final byte[] frame = random(20);
        assertEquals(type, FilterKind.GREY.outputType(type));
        assertArrayEquals(frame, apply(FilterKind.GREY.newFilter(type), frame, frame.length));
    }

    @Test
    void shouldNotTouchWhatIsForwarded()
    {
        final TensorType type = type(5, 4, 3);
        assertEquals(type, FilterKind.FORWARD.outputType(type));
        assertNull(FilterKind.FORWARD.newFilter(type));
    }

    private static byte mean(
        final byte[] frame,
        final int width,
        final int height,
        final int channels,
        final int x,
        final int y,
        final int channel)
    {
        int sum = 0;
        for (int dy = -BoxBlur.RADIUS; dy <= BoxBlur.RADIUS; dy++)
        {
            for (int dx = -BoxBlur.RADIUS; dx <= BoxBlur.RADIUS; dx++)
            {
                final int row = Math.max(0, Math.min(height - 1, y + dy));
                final int column = Math.max(0, Math.min(width - 1, x + dx));
                sum += frame[(row * width + column) * channels + channel] & 0xff;
            }
        }
        return (byte)Math.floor(sum / 25.0 + 0.5);
    }

    private static byte[] apply(final PixelFilter filter, final byte[] frame, final int length)
    {
        final byte[] target = new byte[length];
        filter.apply(new UnsafeBuffer(frame), new UnsafeBuffer(target));
        return target;
    }

    private static byte[] random(final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    private static TensorType type(final int width, final int height, final int channels)
    {
        return TensorType.of(DataType.UINT8, height, width, channels);
    }
}
