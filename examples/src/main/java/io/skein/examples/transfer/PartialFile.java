package io.skein.examples.transfer;

import io.skein.transfer.ArrivedRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A file on its way. Slices are gathered, and written a megabyte at a time; a few times a second what is there is noted
 * beside it. What was noted counts after a restart if its checksum says that it is there, so that nothing depends on
 * the order in which a system that died wrote its pages.
 */
final class PartialFile implements TransferTarget
{
    private static final int GATHERED = 1 << 20;
    private static final long NOTE_INTERVAL_NS = 250_000_000;

    private final Destination destination;
    private final String name;
    private final RangesFile ranges;
    private final FileChannel channel;
    private final FileLock lock;
    private final IncomingTransfer transfer;
    private final Consumer<PartialFile> onDone;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
    private final long startNs = System.nanoTime();
    private long gatheredOffset;
    private long notedNs = startNs;
    private long resumed;
    private long length;
    private boolean isComplete;

    /**
     * @param destination folder.
     * @param name        that was required.
     * @param transfer    that brings it.
     * @param onDone      told when it is complete or has failed.
     * @throws IOException when the file can not be made, or another process is at it.
     */
    PartialFile(
        final Destination destination, final String name, final IncomingTransfer transfer,
        final Consumer<PartialFile> onDone) throws IOException
    {
        this.destination = destination;
        this.name = name;
        this.transfer = transfer;
        this.onDone = onDone;
        length = transfer.length();
        ranges = new RangesFile(destination.ranges(name));
        channel = FileChannel.open(destination.part(name), StandardOpenOption.CREATE, StandardOpenOption.READ,
            StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean isLocked = false;
        try
        {
            lock = channel.tryLock();
            isLocked = null != lock;
            if (!isLocked)
            {
                throw new FileSystemException(name, null, "is being received by another process");
            }
            if (length - channel.size() > destination.usableBytes())
            {
                throw new FileSystemException(name, null, "has " + length + " bytes, and there is room for " +
                    destination.usableBytes());
            }
        }
        finally
        {
            if (!isLocked)
            {
                channel.close();
            }
        }
    }

    String name()
    {
        return name;
    }

    long length()
    {
        return length;
    }

    long resumedBytes()
    {
        return resumed;
    }

    boolean isComplete()
    {
        return isComplete;
    }

    double seconds()
    {
        return (System.nanoTime() - startNs) / 1e9;
    }

    IncomingTransfer transfer()
    {
        return transfer;
    }

    @Override
    public List<ArrivedRange> resume(final IncomingTransfer begun)
    {
        try
        {
            final List<ArrivedRange> there = new ArrayList<>();
            for (final ArrivedRange range : ranges.read(begun.contentId(), length))
            {
                if (begun.isChecked() && range.checksum() == checksum(range))
                {
                    there.add(range);
                    resumed += range.length();
                }
            }
            if (there.isEmpty())
            {
                channel.truncate(0);
            }
            return there;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private int checksum(final ArrivedRange range) throws IOException
    {
        final CRC32C crc = new CRC32C();
        long position = range.offset();
        final long end = position + range.length();
        while (position < end)
        {
            gathered.clear().limit((int)Math.min(GATHERED, end - position));
            final int count = channel.read(gathered, position);
            if (count < 0)
            {
                break;
            }
            crc.update(gathered.flip());
            position += count;
        }
        gathered.clear();
        return (int)crc.getValue();
    }

    @Override
    public void write(final long offset, final DirectBuffer source, final int index, final int count)
    {
        try
        {
            if (gatheredOffset + gathered.position() != offset || gathered.remaining() < count)
            {
                flush();
                noteNowAndThen();
                gatheredOffset = offset;
            }
            source.getBytes(index, gathered, count);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private void flush() throws IOException
    {
        gathered.flip();
        long position = gatheredOffset;
        while (gathered.hasRemaining())
        {
            position += channel.write(gathered, position);
        }
        gathered.clear();
        gatheredOffset = position;
    }

    private void noteNowAndThen() throws IOException
    {
        final long nowNs = System.nanoTime();
        if (nowNs - notedNs >= NOTE_INTERVAL_NS)
        {
            note();
            notedNs = System.nanoTime();
        }
    }

    /**
     * All that has arrived is written by now.
     */
    private void note() throws IOException
    {
        if (transfer.isChecked())
        {
            ranges.write(transfer.contentId(), length, transfer.arrived());
        }
    }

    @Override
    public void completed(final IncomingTransfer whole, final long sequence)
    {
        try
        {
            flush();
            channel.truncate(length);
            channel.force(true);
            destination.finish(name);
            ranges.delete();
            isComplete = true;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        close();
    }

    @Override
    public void failed(final IncomingTransfer part, final TransferException failure)
    {
        try
        {
            if (Reason.CHECKSUM == failure.reason())
            {
                ranges.delete();
                Files.deleteIfExists(destination.part(name));
            }
            else
            {
                flush();
                note();
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        finally
        {
            close();
        }
    }

    private void close()
    {
        try
        {
            lock.release();
            channel.close();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        finally
        {
            BufferUtil.free(gathered);
            onDone.accept(this);
        }
    }
}
