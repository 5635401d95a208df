package io.skein.examples.camera;

import io.skein.examples.picture.PictureSize;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TestCardTest
{
    private static final PictureSize SIZE = new PictureSize(320, 240);
    private static final int CELL = 6;
    private static final int[][] SEGMENTS = {
        {1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1},
        {0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1},
        {1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1},
        {1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1},
        {1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1},
        {1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1},
        {1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1},
        {1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1},
        {1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1},
        {1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1}};

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "1,9", "7,5", "16,16", "149,42", "150,42", "320,240", "641,7", "3,700"})
    void shouldWriteEveryByteAndNoOtherAtAnySize(final int width, final int height)
    {
        final TestCard card = new TestCard(new PictureSize(width, height));
        final int length = width * height * 3;
        for (long number = 0; number < 300; number += 7)
        {
            final byte[] zeros = new byte[length + 2];
            final byte[] ones = new byte[length + 2];
            Arrays.fill(ones, (byte)-1);

            card.render(number, new UnsafeBuffer(zeros, 1, length));
            card.render(number, new UnsafeBuffer(ones, 1, length));

            assertArrayEquals(
                Arrays.copyOfRange(zeros, 1, length + 1), Arrays.copyOfRange(ones, 1, length + 1), "frame " + number);
            assertEquals(0, zeros[0]);
            assertEquals(0, zeros[length + 1]);
            assertEquals(-1, ones[0]);
            assertEquals(-1, ones[length + 1]);
        }
    }

    @Test
    void shouldDrawOtherBytesInEachFrame()
    {
        final TestCard card = new TestCard(SIZE);
        final Set<Integer> seen = new HashSet<>();
        for (long number = 0; number < 1_000; number++)
        {
            assertTrue(seen.add(Arrays.hashCode(render(card, number))), "frame " + number);
        }
    }

    @Test
    void shouldDrawBarsARampAndABoxThatMoves()
    {
        final TestCard card = new TestCard(SIZE);
        final byte[] frame = render(card, 20);

        assertEquals(0xffff00, pixel(frame, 60, 150));
        assertEquals(0x202020, pixel(frame, 319, 0));
        assertEquals(0x000000, pixel(frame, 0, 239));
        assertEquals(0xff, pixel(frame, 319, 239) & 0xff);
        assertEquals(0xff8000, pixel(frame, card.boxLeft(20), card.boxTop(20)));
        assertTrue(card.boxLeft(21) > card.boxLeft(20) && card.boxTop(21) > card.boxTop(20));
        for (long number = 0; number < 1_000; number++)
        {
            assertTrue(card.boxLeft(number) >= 0 && card.boxLeft(number) <= 320 - 40, "frame " + number);
            assertTrue(card.boxTop(number) >= 0 && card.boxTop(number) <= 240 - 40, "frame " + number);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "123456", "987654", "1000042"})
    void shouldWriteTheNumberOfTheFrame(final long number)
    {
        final byte[] frame = render(new TestCard(SIZE), number);
        long read = 0;
        for (int place = 0; place < 6; place++)
        {
            read = 10 * read + digit(frame, (place * 4 + 1) * CELL);
        }
        assertEquals(number % 1_000_000, read);
    }

    private static int digit(final byte[] frame, final int left)
    {
        final int[] cells = new int[15];
        for (int i = 0; i < cells.length; i++)
        {
            cells[i] = pixel(frame, left + i % 3 * CELL + CELL / 2, (1 + i / 3) * CELL + CELL / 2) & 1;
        }
        for (int digit = 0; digit < SEGMENTS.length; digit++)
        {
            if (Arrays.equals(SEGMENTS[digit], cells))
            {
                return digit;
            }
        }
        throw new AssertionError("no digit: " + Arrays.toString(cells));
    }

    private static byte[] render(final TestCard card, final long number)
    {
        final byte[] frame = new byte[(int)SIZE.sizeBytes()];
        card.render(number, new UnsafeBuffer(frame));
        return frame;
    }

    private static int pixel(final byte[] frame, final int x, final int y)
    {
        final int at = (y * SIZE.width() + x) * 3;
        return (frame[at] & 0xff) << 16 | (frame[at + 1] & 0xff) << 8 | frame[at + 2] & 0xff;
    }
}
