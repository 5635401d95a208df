package io.skein.internal.pool;

import io.skein.internal.files.PrivateFiles;
import io.skein.internal.files.Uninterrupted;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Making, opening and mapping one file.
 */
final class PoolFile
{
    private static final int CHUNK_LENGTH = 64 << 10;

    private PoolFile()
    {
    }

    /**
     * Make a file of zeros by writing every byte: memory that is not there is an error now, where a file with holes
     * would be a SIGBUS when it is filled.
     *
     * @param file   that does not exist.
     * @param length in bytes.
     * @throws IOException if there is no space for it.
     */
    static void allocate(final Path file, final long length) throws IOException
    {
        PrivateFiles.createFile(file);
        final byte[] zeros = new byte[(int)Math.min(CHUNK_LENGTH, length)];
        // Not a channel, which an interrupt would close.
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw"))
        {
            // With its length known the kernel may take huge pages from the start.
            output.setLength(length);
            for (long written = 0; written < length; written += zeros.length)
            {
                output.write(zeros, 0, (int)Math.min(zeros.length, length - written));
            }
        }
    }

    /**
     * Map a file of which nothing is believed.
     *
     * @param file       a regular file, no link.
     * @param isWritable for reading and writing.
     * @param length     tells from the open file how many bytes to map, or throws.
     * @return the mapped bytes.
     * @throws IOException if it can not be opened or mapped, or from {@code length}.
     */
    static UnsafeBuffer map(final Path file, final boolean isWritable, final Length length) throws IOException
    {
        return Uninterrupted.call(() ->
        {
            try (FileChannel channel = open(file, isWritable))
            {
                final FileChannel.MapMode mode =
                    isWritable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
                return new UnsafeBuffer(channel.map(mode, 0, length.of(channel)));
            }
        });
    }

    /**
     * @param file       a regular file, no link, no pipe that would block.
     * @param isWritable for reading and writing.
     * @return the open file.
     * @throws IOException if it can not be opened.
     */
    static FileChannel open(final Path file, final boolean isWritable) throws IOException
    {
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile())
        {
            throw new IOException("it is no regular file");
        }
        final Set<OpenOption> options = isWritable ?
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS) :
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options);
    }

    /**
     * @param buffer to unmap; may be null, empty or unmapped. It has no bytes afterwards.
     */
    static void unmap(final UnsafeBuffer buffer)
    {
        if (null != buffer && null != buffer.byteBuffer())
        {
            final ByteBuffer mapped = buffer.byteBuffer();
            buffer.wrap(0, 0);
            IoUtil.unmap(mapped);
        }
    }

    /**
     * @param exception from work with files.
     * @return what a user can do something with.
     */
    static String reason(final IOException exception)
    {
        if (exception instanceof FileSystemException failed)
        {
            final String reason = failed instanceof NoSuchFileException ? "no such file or directory" :
                failed instanceof AccessDeniedException ? "permission denied" : failed.getReason();
            return failed.getFile() + ": " + (null == reason ? failed.getClass().getSimpleName() : reason);
        }
        return exception.getMessage() + (null == exception.getCause() ? "" : ", " + exception.getCause().getMessage());
    }

    /**
     * How much of an open file to map.
     */
    @FunctionalInterface
    interface Length
    {
        long of(FileChannel channel) throws IOException;
    }
}
