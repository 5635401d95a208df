package io.skein.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Names a span. Travels as it is, so that nothing has to be agreed between stages. Immutable; made once, kept in a
 * constant.
 */
public final class SpanName
{
    /**
     * Most characters.
     */
    public static final int MAX_LENGTH = 15;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    private final String name;
    private final long first;
    private final long second;

    private SpanName(final String name)
    {
        this.name = name;
        final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        first = word(bytes, 0);
        second = word(bytes, Long.BYTES);
    }

    /**
     * @param name 1 to {@value #MAX_LENGTH} of the characters {@code A-Z a-z 0-9 . _ -}.
     * @return the name.
     * @throws IllegalArgumentException when it is none.
     */
    public static SpanName of(final String name)
    {
        if (!NAME.matcher(name).matches())
        {
            throw new IllegalArgumentException("span name '" + name + "' is not usable: give 1 to " + MAX_LENGTH +
                " of A-Z a-z 0-9 . _ -");
        }
        return new SpanName(name);
    }

    /**
     * @return the first eight characters as they travel, the first of them lowest.
     */
    public long firstWord()
    {
        return first;
    }

    /**
     * @return the other seven; the highest byte is 0.
     */
    public long secondWord()
    {
        return second;
    }

    private static long word(final byte[] bytes, final int from)
    {
        long word = 0;
        for (int i = Math.min(bytes.length, from + Long.BYTES) - 1; i >= from; i--)
        {
            word = word << Byte.SIZE | bytes[i];
        }
        return word;
    }

    @Override
    public boolean equals(final Object other)
    {
        return other instanceof SpanName that && first == that.first && second == that.second;
    }

    @Override
    public int hashCode()
    {
        return Long.hashCode(31 * first + second);
    }

    @Override
    public String toString()
    {
        return name;
    }
}
