package io.skein.internal.bell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the sleepers of other connections: those of this process at once, those of other processes by a byte, the
 * bucket, into their socket. Safe for any thread.
 */
final class Ringer implements AutoCloseable
{
    private static final int ATTEMPTS = 3;

    private final Board board;
    private final ReentrantLock lock = new ReentrantLock();
    private final long[] tokens = new long[BoardDescriptor.SLOT_COUNT];
    private final SocketChannel[] channels = new SocketChannel[BoardDescriptor.SLOT_COUNT];
    private final ByteBuffer message = ByteBuffer.allocateDirect(1);
    private boolean isClosed;

    Ringer(final Board board)
    {
        this.board = board;
    }

    Board board()
    {
        return board;
    }

    /**
     * @param bucket of a stream in which something was published.
     */
    void ring(final int bucket)
    {
        // An interrupt is for the application, and would close the channel that it meets.
        boolean isInterrupted = Thread.interrupted();
        for (long left = board.sleepers(bucket); 0 != left; left &= left - 1)
        {
            isInterrupted |= ring(bucket, Long.numberOfTrailingZeros(left));
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ring(final int bucket, final int slot)
    {
        boolean isInterrupted = false;
        boolean isMine = false;
        for (int i = 0; i < ATTEMPTS; i++)
        {
            final long token = board.token(slot);
            final Bell local = Bell.local(token);
            // Before the bit is cleared: if this process dies then, the end of the connection wakes the other.
            final boolean isReachable = null != local || 0 != token && tryConnect(slot, token);
            isMine = isMine || board.clear(bucket, slot);
            if (!isMine)
            {
                break;
            }
            if (isReachable && token == board.token(slot) && tryRing(local, slot, token, bucket))
            {
                break;
            }
            isInterrupted |= Thread.interrupted();
        }
        return isInterrupted;
    }

    private boolean tryRing(final Bell local, final int slot, final long token, final int bucket)
    {
        if (null != local)
        {
            local.sleepers().ring(bucket);
            return true;
        }
        lock.lock();
        try
        {
            if (null == channels[slot] || tokens[slot] != token)
            {
                return false;
            }
            message.clear();
            message.put(0, (byte)bucket);
            // With no room for a byte there are so many unread that it wakes anyway.
            channels[slot].write(message);
            return true;
        }
        catch (final IOException ex)
        {
            disconnect(slot);
            return false;
        }
        finally
        {
            lock.unlock();
        }
    }

    private boolean tryConnect(final int slot, final long token)
    {
        lock.lock();
        try
        {
            if (isClosed)
            {
                return false;
            }
            if (tokens[slot] == token && null != channels[slot])
            {
                return true;
            }
            disconnect(slot);
            channels[slot] = BellSocket.connect(board.directory(), token);
            tokens[slot] = token;
            return true;
        }
        catch (final IOException ex)
        {
            if (BellSocket.isDead(board.directory(), token, ex))
            {
                forget(board, slot, token);
            }
            return false;
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * A connection is dead: let others have its slot.
     */
    static void forget(final Board board, final int slot, final long token)
    {
        board.free(slot, token);
        try
        {
            Files.deleteIfExists(BellSocket.path(board.directory(), token));
        }
        catch (final IOException ignore)
        {
            // It goes with the directory.
        }
    }

    private void disconnect(final int slot)
    {
        if (null != channels[slot])
        {
            BellSocket.closeQuietly(channels[slot]);
            channels[slot] = null;
        }
    }

    @Override
    public void close()
    {
        lock.lock();
        try
        {
            isClosed = true;
            for (int slot = 0; slot < channels.length; slot++)
            {
                disconnect(slot);
            }
        }
        finally
        {
            lock.unlock();
        }
    }
}
