package io.skein.internal.trace;

/**
 * Names of spans as they came, kept so that the same name is not made again.
 */
final class SpanNames
{
    private static final int SIZE = 16;
    private static final int MIX = 31;

    private final long[] first = new long[SIZE];
    private final long[] second = new long[SIZE];
    private final String[] names = new String[SIZE];

    /**
     * @param firstWord  eight characters, the first of them lowest.
     * @param secondWord seven; the highest byte is another field's.
     * @return the name; a question mark stands for what is not ASCII, and a 0 ends it.
     */
    String of(final long firstWord, final long secondWord)
    {
        final long rest = secondWord & -1L >>> Byte.SIZE;
        final long mixed = MIX * firstWord + rest;
        final int index = (int)(mixed ^ mixed >>> Integer.SIZE ^ mixed >>> Byte.SIZE) & SIZE - 1;
        if (null == names[index] || first[index] != firstWord || second[index] != rest)
        {
            first[index] = firstWord;
            second[index] = rest;
            names[index] = decode(firstWord, rest);
        }
        return names[index];
    }

    private static String decode(final long firstWord, final long rest)
    {
        final StringBuilder name = new StringBuilder(2 * Long.BYTES);
        for (int i = 0; i < 2 * Long.BYTES; i++)
        {
            final long word = i < Long.BYTES ? firstWord : rest;
            final int letter = (int)(word >>> Byte.SIZE * (i & Long.BYTES - 1)) & 0xFF;
            if (0 == letter)
            {
                break;
            }
            name.append(letter > ' ' && letter < 0x7F ? (char)letter : '?');
        }
        return name.toString();
    }
}
