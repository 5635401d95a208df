package io.skein.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link ByteStreamReader} as a stream. It reads ahead: what it holds, the reader no longer has. Safe for any number
 * of threads, without holding a monitor while it waits.
 */
public final class StreamInput extends InputStream
{
    private static final int CAPACITY = 1 << 13;
    private static final int NO_MARK = -1;

    private final ByteStreamReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] buffer = new byte[CAPACITY];
    private int position;
    private int limit;
    private int mark = NO_MARK;
    private int markLimit;

    /**
     * @param reader to read from.
     */
    public StreamInput(final ByteStreamReader reader)
    {
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    @Override
    public int read() throws IOException
    {
        lock.lock();
        try
        {
            return position < limit || fill() ? buffer[position++] & 0xFF : -1;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException
    {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (0 == length)
        {
            return 0;
        }
        lock.lock();
        try
        {
            if (position == limit && NO_MARK == mark && length >= CAPACITY)
            {
                return reader.read(ByteBuffer.wrap(target, offset, length));
            }
            if (position == limit && !fill())
            {
                return -1;
            }
            final int count = Math.min(length, limit - position);
            System.arraycopy(buffer, position, target, offset, count);
            position += count;
            return count;
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * @return the bytes up to the next line feed as UTF-8, without it and a carriage return before it; what is left at
     *     the end of the stream; null when nothing is.
     * @throws IOException as {@link ByteStreamReader#read(ByteBuffer)} does.
     */
    public String readLine() throws IOException
    {
        lock.lock();
        try
        {
            final int found = look((byte)'\n', Integer.MAX_VALUE - CAPACITY);
            final int end = found >= 0 ? position + found : limit;
            if (found < 0 && position == limit)
            {
                return null;
            }
            final boolean hasReturn = end > position && found >= 0 && '\r' == buffer[end - 1];
            final String line =
                new String(buffer, position, end - position - (hasReturn ? 1 : 0), StandardCharsets.UTF_8);
            position = found >= 0 ? end + 1 : end;
            return line;
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * Look ahead for a byte; nothing is read.
     *
     * @param value to find.
     * @param most  bytes to look at, 1 or more.
     * @return how many bytes come before it, or -1 when it is not among them.
     * @throws IOException              as {@link ByteStreamReader#read(ByteBuffer)} does.
     * @throws IllegalArgumentException when there is nothing to look at.
     */
    public int find(final byte value, final int most) throws IOException
    {
        if (most < 1)
        {
            throw new IllegalArgumentException("find within " + most + " bytes: give 1 or more");
        }
        lock.lock();
        try
        {
            return look(value, most);
        }
        finally
        {
            lock.unlock();
        }
    }

    private int look(final byte value, final int most) throws IOException
    {
        int seen = 0;
        while (seen < most)
        {
            if (position + seen == limit && !fill())
            {
                return -1;
            }
            if (buffer[position + seen] == value)
            {
                return seen;
            }
            ++seen;
        }
        return -1;
    }

    @Override
    public int available()
    {
        lock.lock();
        try
        {
            return limit - position;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public boolean markSupported()
    {
        return true;
    }

    @Override
    public void mark(final int readLimit)
    {
        lock.lock();
        try
        {
            mark = position;
            markLimit = Math.max(0, readLimit);
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public void reset() throws IOException
    {
        lock.lock();
        try
        {
            if (NO_MARK == mark)
            {
                throw new IOException("reset of topic " + reader.topic().name() +
                    ": no mark was set, or more than its read limit of " + markLimit + " bytes was read since");
            }
            position = mark;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public void close()
    {
        reader.close();
    }

    /**
     * Get more behind what is there.
     *
     * @return false at the end of the stream.
     */
    private boolean fill() throws IOException
    {
        if (NO_MARK != mark && position - mark > markLimit)
        {
            mark = NO_MARK;
        }
        final int keep = NO_MARK == mark ? position : mark;
        if (keep > 0)
        {
            System.arraycopy(buffer, keep, buffer, 0, limit - keep);
            position -= keep;
            limit -= keep;
            mark = NO_MARK == mark ? NO_MARK : 0;
        }
        if (limit == buffer.length)
        {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        final int count = reader.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit));
        limit += Math.max(0, count);
        return count > 0;
    }
}
