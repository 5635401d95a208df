package io.skein.examples.transfer;

import io.skein.transfer.ArrivedRange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which bytes of a content are there, and their checksums. Written in one step: who reads it sees the old one or the
 * new one, whatever was killed meanwhile. Read with care, for anybody may have written it.
 */
final class RangesFile
{
    private static final String MAGIC = "skein-ranges-1";
    private static final int MOST_BYTES = 1 << 17;
    private static final int FIELDS = 3;

    private final Path file;
    private final Path next;

    RangesFile(final Path file)
    {
        this.file = file;
        next = file.resolveSibling(file.getFileName() + ".new");
    }

    void write(final long contentId, final long length, final List<ArrivedRange> ranges) throws IOException
    {
        final StringBuilder text = new StringBuilder(head(contentId, length));
        for (final ArrivedRange range : ranges)
        {
            text.append(range.offset()).append(' ').append(range.length()).append(' ')
                .append(Integer.toHexString(range.checksum())).append('\n');
        }
        text.append(end(text.toString()));
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS))
        {
            final ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
            while (bytes.hasRemaining())
            {
                channel.write(bytes);
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * @param contentId that is meant.
     * @param length    of it in bytes.
     * @return what is said to be there of it, in order, none touching; empty when the file is of another, is damaged,
     * or is not there.
     * @throws IOException if it can not be read.
     */
    List<ArrivedRange> read(final long contentId, final long length) throws IOException
    {
        final String text;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))
        {
            final ByteBuffer bytes = ByteBuffer.allocate((int)Math.min(MOST_BYTES, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0)
            {
                continue;
            }
            text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        }
        catch (final NoSuchFileException ex)
        {
            return List.of();
        }
        final String head = head(contentId, length);
        final int end = text.lastIndexOf("end ");
        if (!text.startsWith(head) || end < head.length() || !text.substring(end).equals(end(text.substring(0, end))))
        {
            return List.of();
        }
        return parse(text.substring(head.length(), end), length);
    }

    private static List<ArrivedRange> parse(final String lines, final long length)
    {
        final List<ArrivedRange> ranges = new ArrayList<>();
        long least = 0;
        try
        {
            for (final String line : lines.lines().toList())
            {
                final String[] fields = line.split(" ");
                final long offset = Long.parseLong(fields[0]);
                final long bytes = Long.parseLong(fields[1]);
                if (FIELDS != fields.length || offset < least || bytes < 1 || offset > length - bytes)
                {
                    return List.of();
                }
                ranges.add(new ArrivedRange(offset, bytes, Integer.parseUnsignedInt(fields[2], 16)));
                least = offset + bytes + 1;
            }
        }
        catch (final NumberFormatException | ArrayIndexOutOfBoundsException ex)
        {
            return List.of();
        }
        return ranges;
    }

    void delete() throws IOException
    {
        Files.deleteIfExists(next);
        Files.deleteIfExists(file);
    }

    private static String head(final long contentId, final long length)
    {
        return MAGIC + ' ' + Long.toHexString(contentId) + ' ' + length + '\n';
    }

    private static String end(final String text)
    {
        final CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return "end " + Long.toHexString(crc.getValue()) + '\n';
    }
}
