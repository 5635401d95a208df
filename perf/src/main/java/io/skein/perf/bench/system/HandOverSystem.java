package io.skein.perf.bench.system;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.BitUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntSupplier;

/**
 * The least that takes a frame from one thread or process to another: as many buffers in shared memory as there are
 * slots, used in turn, and two counters, of frames written and of frames read. It has no header, no check, no policy
 * and no second subscriber. What a hop costs here it costs because the reader is on another core than the writer.
 */
final class HandOverSystem implements BenchSystem
{
    private static final int WRITTEN = 0;
    private static final int READ = 128;
    private static final int PAGE = 4096;

    @Override
    public String name()
    {
        return "handover";
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new HandOverTransport(spec, hook);
    }

    private static final class HandOverTransport extends AbstractTransport
    {
        private HandOverTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            final Way way = closedLater(new Way(spec(), route, content, null));
            way.touch();
            return way;
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return closedLater(new Way(spec(), route, content, sink));
        }
    }

    /**
     * One end of one direction.
     */
    private static final class Way implements Sender, Receiver, AutoCloseable
    {
        private final MappedByteBuffer memory;
        private final UnsafeBuffer counters;
        private final UnsafeBuffer[] frames;
        private final Content content;
        private final MessageSink sink;
        private int next;
        private long done;

        private Way(final EndSpec spec, final Route route, final Content content, final MessageSink sink)
        {
            this.content = content;
            this.sink = sink;
            final int length = route.payloadLength();
            final int stride = BitUtil.align(length, PAGE);
            memory = map(
                Path.of(spec.aeronDirectory(), "handover-" + route.streamId()), PAGE + (long)stride * spec.slots());
            counters = new UnsafeBuffer((ByteBuffer)memory, 0, PAGE);
            frames = new UnsafeBuffer[spec.slots()];
            for (int i = 0; i < frames.length; i++)
            {
                frames[i] = new UnsafeBuffer((ByteBuffer)memory, PAGE + i * stride, length);
            }
        }

        private static MappedByteBuffer map(final Path file, final long length)
        {
            if (length > Integer.MAX_VALUE)
            {
                throw new SkeinException("handover maps its buffers together, which are " + length +
                    " bytes: the limit is " + Integer.MAX_VALUE + "; give smaller --sizes or fewer --slots");
            }
            try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE))
            {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
            }
            catch (final IOException ex)
            {
                throw new SkeinException("no shared memory for frames: " + ex.getMessage(), ex);
            }
        }

        private void touch()
        {
            for (final UnsafeBuffer frame : frames)
            {
                frame.setMemory(0, frame.capacity(), (byte)1);
            }
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public boolean trySend(final long value)
        {
            if (done - counters.getLongVolatile(READ) >= frames.length) // sync: hand over
            {
                return false;
            }
            content.write(take(), 0, value);
            counters.putLongRelease(WRITTEN, ++done); // sync: hand over, what was written stays before
            return true;
        }

        @Override
        public int poll()
        {
            if (counters.getLongVolatile(WRITTEN) == done) // sync: hand over
            {
                return 0;
            }
            final long value = content.read(take(), 0);
            counters.putLongRelease(READ, ++done); // sync: hand over, what was read stays before
            sink.onMessage(value);
            return 1;
        }

        private UnsafeBuffer take()
        {
            final UnsafeBuffer frame = frames[next];
            next = frames.length - 1 == next ? 0 : next + 1;
            return frame;
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }

        @Override
        public void close()
        {
            IoUtil.unmap(memory);
        }
    }
}
