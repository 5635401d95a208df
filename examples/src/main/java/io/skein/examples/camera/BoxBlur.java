package io.skein.examples.camera;

import io.skein.tensor.TensorType;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.util.Arrays;

/**
 * The mean of 5 x 5 pixels, those at the edges repeated outwards. Sums of columns move down and a window moves along
 * them, so that the work per pixel does not depend on the size of the box.
 */
final class BoxBlur implements PixelFilter
{
    static final int RADIUS = 2;
    private static final int SIDE = 2 * RADIUS + 1;
    private static final int AREA = SIDE * SIDE;
    private static final int BYTE = 0xff;

    private final int height;
    private final int channels;
    private final byte[] row;
    private final int[] sums;

    /**
     * @param type of the frames: {@code uint8[height,width,channels]}.
     */
    BoxBlur(final TensorType type)
    {
        height = (int)type.dim(0);
        channels = (int)type.dim(2);
        row = new byte[(int)type.dim(1) * channels];
        sums = new int[row.length + 2 * RADIUS * channels];
    }

    @Override
    public void apply(final DirectBuffer frame, final MutableDirectBuffer target)
    {
        Arrays.fill(sums, 0);
        for (int y = -RADIUS; y <= RADIUS; y++)
        {
            add(frame, y, 1);
        }
        for (int y = 0; y < height; y++)
        {
            repeatEdges();
            for (int channel = 0; channel < channels; channel++)
            {
                blurRow(channel);
            }
            target.putBytes(y * row.length, row);
            add(frame, y - RADIUS, -1);
            add(frame, y + RADIUS + 1, 1);
        }
    }

    private void add(final DirectBuffer frame, final int y, final int sign)
    {
        frame.getBytes(Math.max(0, Math.min(height - 1, y)) * row.length, row);
        final int first = RADIUS * channels;
        for (int i = 0; i < row.length; i++)
        {
            sums[first + i] += sign * (row[i] & BYTE);
        }
    }

    private void repeatEdges()
    {
        final int first = RADIUS * channels;
        final int last = first + row.length - channels;
        for (int i = 0; i < first; i++)
        {
            sums[i] = sums[first + i % channels];
            sums[last + channels + i] = sums[last + i % channels];
        }
    }

    private void blurRow(final int channel)
    {
        int sum = 0;
        for (int i = channel; i < SIDE * channels; i += channels)
        {
            sum += sums[i];
        }
        final int ahead = SIDE * channels;
        for (int i = channel; i < row.length - channels; i += channels)
        {
            row[i] = (byte)((sum + AREA / 2) / AREA);
            sum += sums[i + ahead] - sums[i];
        }
        row[row.length - channels + channel] = (byte)((sum + AREA / 2) / AREA);
    }
}
