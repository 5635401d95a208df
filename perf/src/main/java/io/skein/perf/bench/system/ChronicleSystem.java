package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.File;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Chronicle Queue on shared memory, as its experts write it:
 * <ul>
 * <li>the files lie in the driver's directory, which is in memory: beside systems that persist nothing, nor should
 * this one wait for a disk;</li>
 * <li>documents of raw bytes, no wire encoding: written where they stay, and read there, by address;</li>
 * <li>an index entry for every 4,096th message ({@code FAST_DAILY}, wide spacing), as nobody looks messages up
 * by number;</li>
 * <li>blocks of 64 MiB and more, so that the file is seldom mapped further, and four messages at least;</li>
 * <li>one appender and one tailer, each of its own thread: no checks of the thread, as its documentation advises;</li>
 * <li>no pre-toucher: it is a third thread that works, for which two cores have no room. Page faults are in the
 * figures.</li>
 * </ul>
 * A queue keeps all that was written: its files are removed when the run ends.
 */
final class ChronicleSystem implements BenchSystem
{
    static final String NAME = "chronicle";

    private static final long BLOCK = 64L << 20;
    private static final int MESSAGES_IN_BLOCK = 4;
    private static final int INDEX_SPACING = 4_096;
    // A few rounds of the largest messages at a gigabyte a second.
    private static final long ROOM = 4L << 30;

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new ChronicleTransport(spec, hook);
    }

    private static final class ChronicleTransport extends AbstractTransport
    {
        private ChronicleTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
        }

        private ChronicleQueue queue(final Route route)
        {
            requireRoom();
            final Path folder = Path.of(spec().aeronDirectory(), "bench-" + route.streamId() + ".queue");
            final ChronicleQueue queue = SingleChronicleQueueBuilder.single(folder.toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .indexSpacing(INDEX_SPACING)
                .blockSize(Math.max(BLOCK, (long)MESSAGES_IN_BLOCK * route.payloadLength()))
                .build();
            closedLater(() ->
            {
                queue.close();
                IoUtil.delete(queue.file(), true);
            });
            return queue;
        }

        /**
         * A file system that is full ends the process, and not the write.
         */
        private void requireRoom()
        {
            final long bytes = new File(spec().aeronDirectory()).getUsableSpace();
            if (bytes < ROOM)
            {
                throw new IllegalStateException("a queue keeps all that is sent: " + spec().aeronDirectory() + " has " +
                    bytes + " B left, need " + ROOM);
            }
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            final ExcerptAppender appender = queue(route).createAppender();
            appender.singleThreadedCheckDisabled(true);
            return new AppendSender(appender, content);
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            final ExcerptTailer tailer = queue(route).createTailer();
            tailer.singleThreadedCheckDisabled(true);
            return new TailReceiver(tailer, content, sink, limit);
        }
    }

    private static final class AppendSender implements Sender
    {
        private final ExcerptAppender appender;
        private final Content content;
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

        private AppendSender(final ExcerptAppender appender, final Content content)
        {
            this.appender = appender;
            this.content = content;
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        /**
         * Never refused: a queue is as long as its disk.
         */
        @Override
        public boolean trySend(final long value)
        {
            final int length = content.length();
            try (DocumentContext document = appender.writingDocument())
            {
                final Bytes<?> bytes = document.wire().bytes();
                bytes.ensureCapacity(bytes.writePosition() + length);
                final long position = bytes.writePosition();
                buffer.wrap(bytes.addressForWrite(position), length);
                content.write(buffer, 0, value);
                bytes.writePosition(position + length);
            }
            return true;
        }
    }

    private static final class TailReceiver implements Receiver
    {
        private final ExcerptTailer tailer;
        private final Content content;
        private final MessageSink sink;
        private final int limit;
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

        private TailReceiver(
            final ExcerptTailer tailer, final Content content, final MessageSink sink, final int limit)
        {
            this.tailer = tailer;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public int poll()
        {
            int count = 0;
            while (count < limit && pollOne())
            {
                ++count;
            }
            return count;
        }

        private boolean pollOne()
        {
            try (DocumentContext document = tailer.readingDocument())
            {
                if (!document.isPresent())
                {
                    return false;
                }
                final Bytes<?> bytes = document.wire().bytes();
                buffer.wrap(bytes.addressForRead(bytes.readPosition()), content.length());
                sink.onMessage(content.read(buffer, 0));
                return true;
            }
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
