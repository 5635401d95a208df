package io.skein.internal.bell;

import org.agrona.collections.ArrayUtil;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The socket of a connection whose threads sleep, and the thread that listens to it: each byte that comes wakes the
 * sleepers of a bucket, and a peer that goes wakes all of them.
 * <p>
 * The sleepers themselves are parked and not in the kernel's poll: so they may be virtual threads, an interrupt closes
 * no channel, and those who publish in the same process need no socket. A ring from another process costs one more
 * switch.
 */
final class Bell implements Runnable, AutoCloseable
{
    private static final int MAX_PEERS = 256;
    private static final Bell[] NONE = new Bell[0];
    /**
     * Those of this process. An array, as looking one up in a map would allocate its key with each ring.
     */
    private static volatile Bell[] locals = NONE;

    private final Board board;
    private final Sleepers sleepers;
    private final long token;
    private final int slot;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BoardDescriptor.BUCKET_COUNT);
    private final Thread thread;
    private volatile boolean isClosed;

    private Bell(
        final Board board, final Sleepers sleepers, final long token, final int slot,
        final ServerSocketChannel server, final Selector selector)
    {
        this.board = board;
        this.sleepers = sleepers;
        this.token = token;
        this.slot = slot;
        this.server = server;
        this.selector = selector;
        thread = new Thread(this, "skein-bell");
        thread.setDaemon(true);
    }

    /**
     * @param board    of the driver.
     * @param sleepers of the connection.
     * @return a bell that can be rung.
     * @throws IOException when the socket can not be made, or 64 others have bells.
     */
    static Bell open(final Board board, final Sleepers sleepers) throws IOException
    {
        long token;
        do
        {
            token = ThreadLocalRandom.current().nextLong();
        }
        while (0 == token);
        final ServerSocketChannel server = BellSocket.listen(board.directory(), token);
        Selector selector = null;
        Bell bell = null;
        try
        {
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            final int slot = claim(board, token);
            bell = new Bell(board, sleepers, token, slot, server, selector);
            addLocal(bell);
            bell.thread.start();
            return bell;
        }
        finally
        {
            if (null == bell)
            {
                server.close();
                if (null != selector)
                {
                    selector.close();
                }
                Files.deleteIfExists(BellSocket.path(board.directory(), token));
            }
        }
    }

    private static int claim(final Board board, final long token) throws IOException
    {
        int slot = board.claim(token);
        if (Board.NO_SLOT == slot)
        {
            for (int i = 0; i < BoardDescriptor.SLOT_COUNT; i++)
            {
                forgetDead(board, i);
            }
            slot = board.claim(token);
        }
        if (Board.NO_SLOT == slot)
        {
            throw new IOException(BoardDescriptor.SLOT_COUNT + " connections to the driver in " + board.directory() +
                " wait by event already: the limit is " + BoardDescriptor.SLOT_COUNT + "; this one parks instead, or " +
                "give another wait strategy");
        }
        return slot;
    }

    private static void forgetDead(final Board board, final int slot)
    {
        final long other = board.token(slot);
        if (null == local(other))
        {
            try
            {
                BellSocket.closeQuietly(BellSocket.connect(board.directory(), other));
            }
            catch (final IOException ex)
            {
                if (BellSocket.isDead(board.directory(), other, ex))
                {
                    Ringer.forget(board, slot, other);
                }
            }
        }
    }

    /**
     * @param token of a connection.
     * @return its bell, if it is in this process, or null.
     */
    static Bell local(final long token)
    {
        for (final Bell bell : locals)
        {
            if (bell.token == token)
            {
                return bell;
            }
        }
        return null;
    }

    private static synchronized void addLocal(final Bell bell)
    {
        locals = ArrayUtil.add(locals, bell);
    }

    private static synchronized void removeLocal(final Bell bell)
    {
        locals = ArrayUtil.remove(locals, bell);
    }

    Sleepers sleepers()
    {
        return sleepers;
    }

    Board board()
    {
        return board;
    }

    int slot()
    {
        return slot;
    }

    @Override
    public void run()
    {
        try
        {
            while (!isClosed)
            {
                // Nobody has a reason to interrupt this thread.
                Thread.interrupted();
                selector.select(this::onReady);
            }
        }
        catch (final IOException ex)
        {
            // Sleepers wake by themselves, later.
            isClosed = true;
        }
        finally
        {
            for (final SelectionKey key : selector.keys())
            {
                BellSocket.closeQuietly(key.channel());
            }
            try
            {
                selector.close();
            }
            catch (final IOException ignore)
            {
                // Nothing more can be done.
            }
        }
    }

    private void onReady(final SelectionKey key)
    {
        try
        {
            if (key.channel() == server)
            {
                accept();
            }
            else
            {
                listen(key);
            }
        }
        catch (final IOException ex)
        {
            key.cancel();
            BellSocket.closeQuietly(key.channel());
            sleepers.ringAll();
        }
    }

    private void accept() throws IOException
    {
        final SocketChannel peer = server.accept();
        if (null != peer)
        {
            if (selector.keys().size() > MAX_PEERS)
            {
                peer.close();
                return;
            }
            peer.configureBlocking(false);
            peer.register(selector, SelectionKey.OP_READ);
        }
    }

    private void listen(final SelectionKey key) throws IOException
    {
        bytes.clear();
        final int count = ((SocketChannel)key.channel()).read(bytes);
        if (count < 0)
        {
            // It may have died between clearing a bit and ringing.
            key.cancel();
            key.channel().close();
            sleepers.ringAll();
        }
        for (int i = 0; i < count; i++)
        {
            sleepers.ring(bytes.get(i) & 0xFF);
        }
    }

    @Override
    public void close()
    {
        isClosed = true;
        board.free(slot, token);
        removeLocal(this);
        selector.wakeup();
        try
        {
            Files.deleteIfExists(BellSocket.path(board.directory(), token));
        }
        catch (final IOException ignore)
        {
            // It goes with the directory.
        }
        sleepers.ringAll();
    }
}
