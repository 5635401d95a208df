package io.skein.perf.bench.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamHandler;
import io.skein.stream.StreamOptions;
import io.skein.stream.StreamView;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.IntSupplier;

/**
 * Skein's byte streams by their public API: {@code send} from a buffer, {@code poll} of views where they lie.
 */
final class SkeinStreamSystem implements BenchSystem
{
    @Override
    public String name()
    {
        return SkeinSystem.NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new StreamTransport(spec, hook);
    }

    private static final class StreamTransport implements Transport
    {
        private final Skein skein;

        private StreamTransport(final EndSpec spec, final IntSupplier hook)
        {
            skein = Clients.connect(spec, hook);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            return new StreamSender(
                skein.addByteStreamWriter(topic(route), Sharing.EXCLUSIVE, StreamOptions.DEFAULTS),
                (StreamContent)content);
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return new StreamReceiver(
                skein.addByteStreamReader(topic(route)), (StreamContent)content, sink, limit);
        }

        @Override
        public IdleStrategy newIdleStrategy()
        {
            return skein.newIdleStrategy();
        }

        @Override
        public void close()
        {
            skein.close();
        }

        private static Topic topic(final Route route)
        {
            return Topic.byteStream("bench").channel(route.channel()).stream(route.streamId());
        }
    }

    private static final class StreamSender implements Sender
    {
        private final ByteStreamWriter writer;
        private final StreamContent content;

        private StreamSender(final ByteStreamWriter writer, final StreamContent content)
        {
            this.writer = writer;
            this.content = content;
        }

        @Override
        public boolean isConnected()
        {
            return writer.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            return writer.send(content.source(), content.stamp(value), content.length()) > 0;
        }
    }

    private static final class StreamReceiver implements Receiver, StreamHandler
    {
        private final ByteStreamReader reader;
        private final StreamContent content;
        private final MessageSink sink;
        private final int limit;

        private StreamReceiver(
            final ByteStreamReader reader, final StreamContent content, final MessageSink sink, final int limit)
        {
            this.reader = reader;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
        }

        @Override
        public boolean isConnected()
        {
            return reader.isConnected();
        }

        @Override
        public int poll()
        {
            return reader.poll(this, limit);
        }

        @Override
        public void onBytes(final StreamView view)
        {
            if (content.readPiece(view.buffer(), 0, view.length()))
            {
                sink.onMessage(content.value());
            }
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
