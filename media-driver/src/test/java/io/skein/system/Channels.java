package io.skein.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * Channels that nobody else uses.
 */
final class Channels
{
    static final String IPC = "aeron:ipc";

    private Channels()
    {
    }

    /**
     * @return a UDP channel on this host, on a port that was free a moment ago.
     */
    static String udp()
    {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress()))
        {
            return "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * @param medium ipc or udp.
     * @return a channel.
     */
    static String of(final String medium)
    {
        return "ipc".equals(medium) ? IPC : udp();
    }
}
