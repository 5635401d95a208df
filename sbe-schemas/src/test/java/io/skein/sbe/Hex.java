package io.skein.sbe;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.HexFormat;

/**
 * Bytes as text: pairs of hexadecimal digits, and comments from {@code #} to the end of the line.
 */
final class Hex
{
    private Hex()
    {
    }

    static byte[] bytes(final String text)
    {
        return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s", ""));
    }

    static String text(final DirectBuffer buffer, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    static String text(final String text)
    {
        final byte[] bytes = bytes(text);
        return text(new UnsafeBuffer(bytes), bytes.length);
    }
}
