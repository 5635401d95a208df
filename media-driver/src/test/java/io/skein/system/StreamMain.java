package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Child process: one end of a byte stream, until it is killed.
 */
final class StreamMain
{
    /**
     * So many of one length that its writer has claimed log ahead.
     */
    static final int CHUNKS = 40;
    static final int LENGTH = 1_000;

    private StreamMain()
    {
    }

    static Topic topic(final String channel)
    {
        return Topic.byteStream("lost").channel(channel);
    }

    public static void main(final String[] arguments)
    {
        final Skein skein = Skein.connect(Connection.to(Path.of(arguments[1])), Events.PATIENT);
        final Topic topic = topic(arguments[2]);
        if ("write".equals(arguments[0]))
        {
            final ByteStreamWriter writer =
                skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.DEFAULTS);
            for (int i = 0; i < CHUNKS; i++)
            {
                writer.send(ByteBuffer.allocate(LENGTH).putInt(0, i), Events.PATIENT.connectTimeout());
            }
            System.out.println("WRITTEN");
        }
        else
        {
            final ByteStreamReader reader = skein.addByteStreamReader(topic);
            reader.receive();
            System.out.println("READ");
        }
        while (true)
        {
            LockSupport.park();
        }
    }
}
