package io.skein.perf.bench.system;

import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.IntSupplier;

/**
 * No system at all: one thread writes a frame into ordinary memory and reads it there. It is what a hop from one thread
 * to another is compared with, so it does the same work with the same code on buffers of the same size and number,
 * which are used in turn as slots are.
 */
final class MemcpySystem implements BenchSystem
{
    static final String NAME = "memcpy";

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public boolean isAlone()
    {
        return true;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new MemcpyTransport(spec, hook);
    }

    private static final class MemcpyTransport implements Transport, Sender, Receiver
    {
        private final UnsafeBuffer[] frames;
        private final IdleStrategy idleStrategy;
        private Content content;
        private MessageSink sink;
        private int next;
        private UnsafeBuffer written;

        private MemcpyTransport(final EndSpec spec, final IntSupplier hook)
        {
            idleStrategy = WaitStrategy.of(spec.waitStrategy()).newIdleStrategy(hook::getAsInt);
            frames = new UnsafeBuffer[spec.slots()];
            for (int i = 0; i < frames.length; i++)
            {
                frames[i] = new UnsafeBuffer(
                    BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
                frames[i].setMemory(0, frames[i].capacity(), (byte)1);
            }
        }

        @Override
        public Sender newSender(final Route route, final Content newContent)
        {
            content = newContent;
            return this;
        }

        /**
         * Reads what the sender wrote: there is no other content.
         */
        @Override
        public Receiver newReceiver(
            final Route route, final Content noContent, final MessageSink newSink, final int limit)
        {
            sink = newSink;
            return this;
        }

        @Override
        public IdleStrategy newIdleStrategy()
        {
            return idleStrategy;
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public boolean trySend(final long value)
        {
            if (null != written)
            {
                return false;
            }
            written = frames[next];
            next = frames.length - 1 == next ? 0 : next + 1;
            content.write(written, 0, value);
            return true;
        }

        @Override
        public int poll()
        {
            if (null == written)
            {
                return 0;
            }
            final long value = content.read(written, 0);
            written = null;
            sink.onMessage(value);
            return 1;
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }

        @Override
        public void close()
        {
            // The collector has the memory.
        }
    }
}
