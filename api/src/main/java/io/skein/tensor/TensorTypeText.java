package io.skein.tensor;

import io.skein.internal.text.NearestName;

/**
 * Writes and reads a tensor type as {@code name[dims]} or {@code name[dims]:[strides]}.
 */
final class TensorTypeText
{
    private static final int MAX_LENGTH = 512;

    private TensorTypeText()
    {
    }

    static String format(final TensorType type)
    {
        final StringBuilder text = new StringBuilder(type.dataType().typeName()).append('[');
        for (int i = 0; i < type.rank(); i++)
        {
            text.append(i == 0 ? "" : ",").append(type.dim(i));
        }
        text.append(']');
        if (!type.isDense())
        {
            for (int i = 0; i < type.rank(); i++)
            {
                text.append(i == 0 ? ":[" : ",").append(type.stride(i));
            }
            text.append(']');
        }
        return text.toString();
    }

    static TensorType parse(final String text)
    {
        final String compact = text.length() > MAX_LENGTH ? "" : text.replace(" ", "");
        final int bracket = compact.indexOf('[');
        if (compact.isEmpty() || bracket == 0)
        {
            throw malformed(text);
        }
        if (bracket < 0)
        {
            return TensorType.of(DataType.parse(compact));
        }
        final DataType dataType = DataType.parse(compact.substring(0, bracket));
        final int colon = compact.indexOf(':');
        final TensorType dense =
            TensorType.of(dataType, numbers(text, compact.substring(bracket, colon < 0 ? compact.length() : colon)));
        return colon < 0 ? dense : dense.withStrides(numbers(text, compact.substring(colon + 1)));
    }

    private static long[] numbers(final String text, final String list)
    {
        if (!list.startsWith("[") || !list.endsWith("]"))
        {
            throw malformed(text);
        }
        final String inside = list.substring(1, list.length() - 1);
        final String[] words = inside.isEmpty() ? new String[0] : inside.split(",", -1);
        TensorType.checkRank(words.length);
        final long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++)
        {
            numbers[i] = number(text, words[i]);
        }
        return numbers;
    }

    private static long number(final String text, final String word)
    {
        if (!word.matches("-?[0-9]+"))
        {
            throw malformed(text);
        }
        try
        {
            return Long.parseLong(word);
        }
        catch (final NumberFormatException tooLarge)
        {
            throw new IllegalArgumentException("number " + NearestName.quote(word) + " in tensor type " +
                NearestName.quote(text) + " exceeds " + Long.MAX_VALUE, tooLarge);
        }
    }

    private static IllegalArgumentException malformed(final String text)
    {
        return new IllegalArgumentException("malformed tensor type " + NearestName.quote(text) +
            ": write such as float32[64,3], or float32[64,3]:[16,4] with strides in bytes");
    }
}
