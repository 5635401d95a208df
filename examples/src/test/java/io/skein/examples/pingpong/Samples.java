package io.skein.examples.pingpong;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Pictures and channels for tests.
 */
final class Samples
{
    private Samples()
    {
    }

    /**
     * @return a PNG of 240 x 160 pixels.
     */
    static byte[] landscape() throws IOException
    {
        try (InputStream in = Samples.class.getResourceAsStream("landscape.png"))
        {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    static Path landscape(final Path folder) throws IOException
    {
        return Files.write(folder.resolve("landscape.png"), landscape());
    }

    /**
     * @return a URI on the loopback with a port that was free a moment ago.
     */
    static String freeUdpChannel() throws IOException
    {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress()))
        {
            return "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
        }
    }
}
