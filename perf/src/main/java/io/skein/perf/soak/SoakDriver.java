package io.skein.perf.soak;

import io.skein.tool.Main;

import java.io.IOException;

/**
 * The standalone driver as a process of the soak: it ends with its input.
 */
final class SoakDriver
{
    private SoakDriver()
    {
    }

    /**
     * @param args of {@code ./skein}.
     */
    public static void main(final String[] args)
    {
        final Thread reader = new Thread(SoakDriver::endWithInput, "soak-input");
        reader.setDaemon(true);
        reader.start();
        Main.main(args);
    }

    private static void endWithInput()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                // Nothing is said to a driver.
                continue;
            }
        }
        catch (final IOException ex)
        {
            ex.printStackTrace();
        }
        Runtime.getRuntime().halt(1);
    }
}
