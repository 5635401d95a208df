package io.skein.examples.camera;

import io.skein.examples.picture.PictureSize;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A camera that needs no camera: colour bars over a grey ramp, before them a box that moves and the frame's number.
 * What stands still is drawn once and copied into each frame, as a camera's hardware would write it; the rest costs
 * little.
 */
final class TestCard implements PixelSource
{
    private static final int[] BARS =
        {0xffffff, 0xffff00, 0x00ffff, 0x00ff00, 0xff00ff, 0xff0000, 0x0000ff, 0x202020};
    private static final int BAR_TENTHS = 7;
    private static final int BOX_COLOUR = 0xff8000;
    private static final int BOX_FRACTION = 6;
    private static final int CACHE_LINE = 64;

    /**
     * Digits of 3 x 5 cells, row by row from the top left, the first cell in the highest of 15 bits.
     */
    private static final int[] DIGITS =
        {0x7b6f, 0x2c97, 0x73e7, 0x73cf, 0x5bc9, 0x79cf, 0x79ef, 0x7249, 0x7bef, 0x7bcf};
    private static final int DIGIT_WIDTH = 3;
    private static final int DIGIT_HEIGHT = 5;
    private static final int DIGIT_COUNT = 6;
    private static final int CELLS_PER_HEIGHT = 40;

    private final int width;
    private final int height;
    private final int length;
    private final int box;
    private final int step;
    private final int cell;
    private final Canvas canvas;
    private final DirectBuffer background;
    private final byte[] boxColour;
    private final byte[] black;
    private final byte[] white;

    /**
     * @param size of the frames, less than 2 GiB.
     */
    TestCard(final PictureSize size)
    {
        width = size.width();
        height = size.height();
        length = Math.toIntExact(size.sizeBytes());
        canvas = new Canvas(width, height);
        box = Math.max(1, Math.min(width, height) / BOX_FRACTION);
        step = Math.max(1, box / BOX_FRACTION);
        cell = Math.max(1, height / CELLS_PER_HEIGHT);
        boxColour = canvas.row(BOX_COLOUR);
        black = canvas.row(0);
        white = canvas.row(0xffffff);
        background = background();
    }

    @Override
    public void render(final long number, final MutableDirectBuffer target)
    {
        target.putBytes(0, background, 0, length);
        canvas.fill(target, boxLeft(number), boxTop(number), box, box, boxColour);
        drawNumber(number, target);
    }

    int boxLeft(final long number)
    {
        return bounce(number * step, width - box);
    }

    int boxTop(final long number)
    {
        return bounce(number * step, height - box);
    }

    private DirectBuffer background()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, CACHE_LINE));
        final int barHeight = height * BAR_TENTHS / 10;
        for (int i = 0; i < BARS.length; i++)
        {
            final int left = edge(i);
            canvas.fill(buffer, left, 0, edge(i + 1) - left, barHeight, canvas.row(BARS[i]));
        }
        final byte[] ramp = canvas.row(0);
        for (int i = 0; i < ramp.length; i++)
        {
            ramp[i] = (byte)((long)i * 256 / ramp.length);
        }
        canvas.fill(buffer, 0, barHeight, width, height - barHeight, ramp);
        return buffer;
    }

    private int edge(final int bar)
    {
        return (int)((long)width * bar / BARS.length);
    }

    /**
     * Six digits on a black plate in the top left corner, if there is room for it.
     */
    private void drawNumber(final long number, final MutableDirectBuffer target)
    {
        final int plateWidth = (DIGIT_COUNT * (DIGIT_WIDTH + 1) + 1) * cell;
        final int plateHeight = (DIGIT_HEIGHT + 2) * cell;
        if (plateWidth <= width && plateHeight <= height)
        {
            canvas.fill(target, 0, 0, plateWidth, plateHeight, black);
            long rest = number;
            for (int place = DIGIT_COUNT - 1; place >= 0; place--)
            {
                drawDigit((int)(rest % 10), (place * (DIGIT_WIDTH + 1) + 1) * cell, target);
                rest /= 10;
            }
        }
    }

    private void drawDigit(final int digit, final int left, final MutableDirectBuffer target)
    {
        int bit = 1 << (DIGIT_WIDTH * DIGIT_HEIGHT - 1);
        for (int y = 0; y < DIGIT_HEIGHT; y++)
        {
            for (int x = 0; x < DIGIT_WIDTH; x++, bit >>= 1)
            {
                if (0 != (DIGITS[digit] & bit))
                {
                    canvas.fill(target, left + x * cell, (y + 1) * cell, cell, cell, white);
                }
            }
        }
    }

    /**
     * @return up from 0 to the limit, and down again, and so on.
     */
    private static int bounce(final long way, final int limit)
    {
        if (0 == limit)
        {
            return 0;
        }
        final int phase = (int)(way % (2L * limit));
        return phase <= limit ? phase : 2 * limit - phase;
    }
}
