package io.skein.perf.bench.scenario;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many messages the far end has read, in memory that both ends map: the same for every system, and no part of any.
 */
final class Acknowledgement implements AutoCloseable
{
    private final MappedByteBuffer memory;
    private final UnsafeBuffer buffer;

    Acknowledgement(final EndSpec spec)
    {
        final File file = Path.of(spec.aeronDirectory(), "bench-" + spec.there().streamId() + ".read").toFile();
        try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.CREATE, StandardOpenOption.READ,
            StandardOpenOption.WRITE))
        {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
        catch (final IOException ex)
        {
            throw new SkeinException("no shared memory for acknowledgements: " + ex.getMessage(), ex);
        }
        buffer = new UnsafeBuffer((ByteBuffer)memory);
    }

    void read(final long messages)
    {
        buffer.putLongRelease(0, messages); // sync: read
    }

    long read()
    {
        return buffer.getLongVolatile(0); // sync: read
    }

    @Override
    public void close()
    {
        IoUtil.unmap(memory);
    }
}
