package io.skein.perf.bench.system;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * A connection by Unix-domain sockets, one for each route, whose files are in the driver's directory.
 */
abstract class UnixTransport extends AbstractTransport
{
    UnixTransport(final EndSpec spec, final IntSupplier hook)
    {
        super(spec, hook);
    }

    final UnixDomainSocketAddress address(final Route route)
    {
        return UnixDomainSocketAddress.of(Path.of(spec().aeronDirectory(), "bench-" + route.streamId() + ".socket"));
    }

    /**
     * @param route to receive on.
     * @return bound, so that the other end can connect; its accept does not block.
     */
    final ServerSocketChannel bind(final Route route)
    {
        try
        {
            final ServerSocketChannel server = closedLater(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
            server.bind(address(route)).configureBlocking(false);
            return server;
        }
        catch (final IOException ex)
        {
            throw new SkeinException("no Unix-domain socket: " + ex.getMessage(), ex);
        }
    }
}
