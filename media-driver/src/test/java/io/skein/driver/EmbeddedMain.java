package io.skein.driver;

import java.io.IOException;

/**
 * Child process: an embedded driver until killed.
 */
final class EmbeddedMain
{
    private EmbeddedMain()
    {
    }

    public static void main(final String[] arguments) throws IOException
    {
        final EmbeddedDriver driver = EmbeddedDriver.launch();
        System.out.println("READY " + driver.aeronDirectory());
        System.in.read();
    }
}
