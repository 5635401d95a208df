package io.skein.internal.bell;

import io.skein.internal.files.PrivateFiles;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unix-domain sockets by token: a file in the driver's directory, for its owner only.
 */
final class BellSocket
{
    static final String PREFIX = "skein-bell-";
    private static final int BACKLOG = 128;

    private BellSocket()
    {
    }

    static Path path(final Path directory, final long token)
    {
        return directory.resolve(PREFIX + Long.toHexString(token));
    }

    /**
     * @return a socket that listens, to be closed and its file deleted by the caller.
     */
    static ServerSocketChannel listen(final Path directory, final long token) throws IOException
    {
        final Path path = path(directory, token);
        final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean isBound = false;
        try
        {
            server.configureBlocking(false);
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            if (Files.getFileStore(path).supportsFileAttributeView("posix"))
            {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            isBound = true;
            return server;
        }
        finally
        {
            if (!isBound)
            {
                server.close();
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * @return connected or about to be, not blocking.
     */
    static SocketChannel connect(final Path directory, final long token) throws IOException
    {
        final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean isConnected = false;
        try
        {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path(directory, token)));
            isConnected = channel.finishConnect();
            if (!isConnected)
            {
                throw new IOException("too many connections at once to " + path(directory, token));
            }
            return channel;
        }
        finally
        {
            if (!isConnected)
            {
                channel.close();
            }
        }
    }

    /**
     * @param failure of {@link #connect}.
     * @return whether nobody listens there, and nobody will.
     */
    static boolean isDead(final Path directory, final long token, final IOException failure)
    {
        return failure instanceof ConnectException ||
            !Files.exists(path(directory, token), LinkOption.NOFOLLOW_LINKS);
    }

    static void closeQuietly(final Channel channel)
    {
        PrivateFiles.closeQuietly(channel);
    }
}
