package io.skein.examples.transfer;

import io.skein.payload.Payload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file to be sent: mapped, so that it takes no memory of the heap, in windows, as a buffer ends at 2 GiB.
 */
final class SentFile
{
    private static final long WINDOW = 1L << 30;

    private final Path file;
    private final BasicFileAttributes attributes;

    SentFile(final Path file) throws IOException
    {
        this.file = file;
        attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile())
        {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
    }

    String name()
    {
        return String.valueOf(file.getFileName());
    }

    long length()
    {
        return attributes.size();
    }

    /**
     * @return the same for the same file as long as it is not changed, and for no other but by rare chance, which the
     * checksum finds.
     */
    long contentId()
    {
        try
        {
            final String what = name() + '\n' + length() + '\n' + attributes.lastModifiedTime();
            final byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return Math.max(1, ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong() & Long.MAX_VALUE);
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    Payload payload() throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final ByteBuffer[] windows = new ByteBuffer[(int)((length() + WINDOW - 1) / WINDOW)];
            for (int i = 0; i < windows.length; i++)
            {
                windows[i] = channel.map(
                    FileChannel.MapMode.READ_ONLY, i * WINDOW, Math.min(WINDOW, length() - i * WINDOW));
            }
            return Payload.borrow(windows);
        }
    }

    /**
     * @throws IOException if it is not what it was.
     */
    void requireUnchanged() throws IOException
    {
        final BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() != attributes.size() || !now.lastModifiedTime().equals(attributes.lastModifiedTime()))
        {
            throw new FileSystemException(file.toString(), null, "changed while it was sent: send it again");
        }
    }
}
