package io.skein.examples.stream;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.driver.EmbeddedDriver;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamOptions;
import io.skein.examples.channel.ByteProgress;
import io.skein.tool.ExitCodes;
import io.skein.tool.StopSignal;
import io.skein.topic.Topic;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;

/**
 * Writes stdin to a topic.
 */
final class StreamSource
{
    private static final int STEP = 1 << 20;
    private static final int CAPACITY = 1 << 16;

    /**
     * A reader that is there may take its time: a dead one is an error.
     */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final StreamArguments arguments;
    private final long maxBufferedBytes;

    StreamSource(final StreamArguments arguments, final long maxBufferedBytes)
    {
        this.arguments = arguments;
        this.maxBufferedBytes = maxBufferedBytes;
    }

    /**
     * @return the exit code.
     * @throws IOException    if stdin can not be read, or the stream fails.
     * @throws SkeinException if there is no reader, or no driver.
     */
    int run() throws IOException
    {
        final Topic topic = arguments.topic();
        final StreamOptions options = StreamOptions.of(maxBufferedBytes);
        final Duration patience = arguments.patience();
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = arguments.driver();
            Skein skein = Skein.connect(arguments.connection(driver));
            ByteStreamWriter writer = skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, options);
            FileChannel input = new FileInputStream(FileDescriptor.in).getChannel())
        {
            writer.awaitConnected(patience);
            boolean isDone = false;
            try
            {
                write(input, writer);
                writer.awaitRead(FOR_EVER);
                isDone = true;
            }
            catch (final IOException | SkeinException ex)
            {
                if (!stop.isRaised())
                {
                    throw ex;
                }
            }
            finally
            {
                if (!isDone)
                {
                    Thread.interrupted();
                    writer.abort(stop.isRaised() ? "stopped by a signal" : "stdin could not be written to its end");
                }
            }
            return isDone ? ExitCodes.OK : ExitCodes.INTERRUPTED;
        }
    }

    private void write(final FileChannel input, final ByteStreamWriter writer) throws IOException
    {
        final long start = position(input);
        final long length = start < 0 ? 0 : input.size() - start;
        try (ByteProgress progress = arguments.progress(Math.max(0, length)))
        {
            long done = 0;
            if (length > 0)
            {
                long count;
                while ((count = writer.transferFrom(input, start + done, STEP)) > 0)
                {
                    done += count;
                    progress.add(count);
                }
                return;
            }
            final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
            while (input.read(buffer) >= 0)
            {
                progress.add(writer.write(buffer.flip()));
                buffer.clear();
            }
        }
    }

    /**
     * @return where stdin stands in its file, or -1 when it is none.
     */
    private static long position(final FileChannel input)
    {
        try
        {
            return input.position();
        }
        catch (final IOException notAFile)
        {
            return -1;
        }
    }
}
