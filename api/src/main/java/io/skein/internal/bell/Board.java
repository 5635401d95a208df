package io.skein.internal.bell;

import io.skein.internal.files.PrivateFiles;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The shared file, mapped: who sleeps on what, and which publishers ring. Safe for any thread. It lives in the
 * directory of the media driver and goes with it; the mapping goes when nobody refers to it any more.
 */
public final class Board
{
    static final int NO_SLOT = -1;

    private final Path directory;
    private final MappedByteBuffer mapping;
    private final UnsafeBuffer words;

    private Board(final Path directory, final MappedByteBuffer mapping)
    {
        this.directory = directory;
        this.mapping = mapping;
        words = new UnsafeBuffer(mapping.order(ByteOrder.nativeOrder()));
    }

    /**
     * Open the board of a driver; make it if there is none.
     *
     * @param directory of the driver.
     * @return the board.
     * @throws IOException when there is no space for it, it is not this user's, or something else has its name.
     */
    static Board open(final Path directory) throws IOException
    {
        final Path file = directory.resolve(BoardDescriptor.FILE_NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        {
            make(directory, file);
        }
        try (FileChannel channel = FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
        {
            if (channel.size() != BoardDescriptor.FILE_LENGTH)
            {
                throw new IOException(file + " has " + channel.size() + " bytes, not " + BoardDescriptor.FILE_LENGTH +
                    ": it is no board of Skein's; delete it while no driver runs");
            }
            return new Board(
                directory, channel.map(FileChannel.MapMode.READ_WRITE, 0, BoardDescriptor.FILE_LENGTH));
        }
    }

    /**
     * Written whole under another name first: nobody sees half a board, and memory that is not there is an error here,
     * not a SIGBUS later.
     */
    private static void make(final Path directory, final Path file) throws IOException
    {
        final Path draft = directory.resolve(
            BoardDescriptor.FILE_NAME + '-' + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        PrivateFiles.createFile(draft);
        try
        {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE))
            {
                final ByteBuffer zeros = ByteBuffer.allocate(BoardDescriptor.FILE_LENGTH);
                while (zeros.hasRemaining())
                {
                    channel.write(zeros);
                }
            }
            Files.createLink(file, draft);
        }
        catch (final FileAlreadyExistsException ignore)
        {
            // Another process was first: its board counts.
        }
        finally
        {
            Files.deleteIfExists(draft);
        }
    }

    Path directory()
    {
        return directory;
    }

    /**
     * @param bucket 0 to 255.
     * @return address of its word, as long as the board lives.
     */
    long bucketAddress(final int bucket)
    {
        return words.addressOffset() + BoardDescriptor.bucketOffset(bucket);
    }

    long sleepers(final int bucket)
    {
        return words.getLongVolatile(BoardDescriptor.bucketOffset(bucket));
    }

    /**
     * Say that a connection sleeps.
     *
     * @param bucket of a stream that it sleeps on.
     * @param slot   of the connection.
     * @return whether nobody had said so.
     */
    boolean set(final int bucket, final int slot)
    {
        final int offset = BoardDescriptor.bucketOffset(bucket);
        final long bit = 1L << slot;
        long before;
        do
        {
            before = words.getLongVolatile(offset);
            if (0 != (before & bit))
            {
                return false;
            }
        }
        while (!words.compareAndSetLong(offset, before, before | bit)); // sync: bell, a full fence
        return true;
    }

    /**
     * Say that a connection is about to be woken.
     *
     * @param bucket of a stream.
     * @param slot   of the connection.
     * @return whether it was said that it sleeps, and nobody else has taken that back: then the caller must ring.
     */
    boolean clear(final int bucket, final int slot)
    {
        final int offset = BoardDescriptor.bucketOffset(bucket);
        final long bit = 1L << slot;
        long before;
        do
        {
            before = words.getLongVolatile(offset);
            if (0 == (before & bit))
            {
                return false;
            }
        }
        while (!words.compareAndSetLong(offset, before, before & ~bit)); // sync: bell
        return true;
    }

    /**
     * @param slot of a connection.
     * @return its token, or 0.
     */
    long token(final int slot)
    {
        return words.getLongVolatile(BoardDescriptor.slotOffset(slot));
    }

    /**
     * @param token of a connection that can be rung from now on.
     * @return its slot, or {@link #NO_SLOT}.
     */
    int claim(final long token)
    {
        for (int slot = 0; slot < BoardDescriptor.SLOT_COUNT; slot++)
        {
            if (words.compareAndSetLong(BoardDescriptor.slotOffset(slot), 0, token))
            {
                for (int bucket = 0; bucket < BoardDescriptor.BUCKET_COUNT; bucket++)
                {
                    clear(bucket, slot);
                }
                return slot;
            }
        }
        return NO_SLOT;
    }

    /**
     * @param slot  of a connection that can not be rung any more.
     * @param token of it.
     */
    void free(final int slot, final long token)
    {
        words.compareAndSetLong(BoardDescriptor.slotOffset(slot), token, 0);
    }

    /**
     * Let it be known that whoever publishes a stream rings. When a set is full an older one is forgotten: its new
     * subscribers park then.
     *
     * @param stream session and stream id.
     */
    void announce(final long stream)
    {
        if (isAnnounced(stream))
        {
            return;
        }
        final int offset = BoardDescriptor.setOffset(stream);
        for (int i = 0; i < BoardDescriptor.SET_SIZE; i++)
        {
            if (words.compareAndSetLong(offset + i * Long.BYTES, 0, stream))
            {
                return;
            }
        }
        final int victim = Long.hashCode(stream) & BoardDescriptor.SET_SIZE - 1;
        words.putLongVolatile(offset + victim * Long.BYTES, stream);
    }

    void withdraw(final long stream)
    {
        final int offset = BoardDescriptor.setOffset(stream);
        for (int i = 0; i < BoardDescriptor.SET_SIZE; i++)
        {
            words.compareAndSetLong(offset + i * Long.BYTES, stream, 0);
        }
    }

    boolean isAnnounced(final long stream)
    {
        final int offset = BoardDescriptor.setOffset(stream);
        for (int i = 0; i < BoardDescriptor.SET_SIZE; i++)
        {
            if (stream == words.getLongVolatile(offset + i * Long.BYTES))
            {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString()
    {
        return "Board{" + directory + ", " + mapping.capacity() + " bytes}";
    }
}
