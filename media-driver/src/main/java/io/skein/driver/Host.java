package io.skein.driver;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the preflight asks the machine. A seam, so that a test needs no full disk.
 */
interface Host
{
    Host SYSTEM = new Host()
    {
    };

    /**
     * @return bytes that are free where the directory is.
     */
    default long usableBytes(final Path directory) throws IOException
    {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * @return bytes that a socket really gets.
     */
    default int grantedSendBuffer(final int wanted) throws IOException
    {
        return granted(StandardSocketOptions.SO_SNDBUF, wanted);
    }

    /**
     * @return bytes that a socket really gets.
     */
    default int grantedReceiveBuffer(final int wanted) throws IOException
    {
        return granted(StandardSocketOptions.SO_RCVBUF, wanted);
    }

    /**
     * @return whether Agrona may use the JVM's Unsafe.
     */
    default boolean isUnsafeOpen()
    {
        return JvmAccess.isOpen();
    }

    private static int granted(final SocketOption<Integer> option, final int wanted) throws IOException
    {
        try (DatagramChannel channel = DatagramChannel.open())
        {
            if (wanted > 0)
            {
                channel.setOption(option, wanted);
            }
            return channel.getOption(option);
        }
    }
}
