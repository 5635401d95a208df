package io.skein.perf.waterfall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Files to read and to compare with.
 */
final class Samples
{
    private Samples()
    {
    }

    static Comparison both() throws IOException
    {
        return new Comparison(file("before.json"), file("after.json"));
    }

    static WaterfallFile file(final String name) throws IOException
    {
        return WaterfallReader.parse(name, text(name));
    }

    static String text(final String name) throws IOException
    {
        try (InputStream in = Samples.class.getResourceAsStream(name))
        {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
