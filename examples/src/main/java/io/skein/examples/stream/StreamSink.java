package io.skein.examples.stream;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.driver.EmbeddedDriver;
import io.skein.stream.ByteStreamReader;
import io.skein.examples.channel.ByteProgress;
import io.skein.tool.ExitCodes;
import io.skein.tool.StopSignal;
import io.skein.topic.Topic;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;

/**
 * Reads a topic to stdout.
 */
final class StreamSink
{
    private final StreamArguments arguments;

    StreamSink(final StreamArguments arguments)
    {
        this.arguments = arguments;
    }

    /**
     * @return the exit code.
     * @throws IOException    if stdout can not be written, or the stream fails.
     * @throws SkeinException if there is no writer, or no driver.
     */
    int run() throws IOException
    {
        final Topic topic = arguments.topic();
        final Duration patience = arguments.patience();
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = arguments.driver();
            Skein skein = Skein.connect(arguments.connection(driver));
            ByteStreamReader reader = skein.addByteStreamReader(topic);
            FileChannel output = new FileOutputStream(FileDescriptor.out).getChannel())
        {
            reader.awaitConnected(patience);
            boolean isDone = false;
            try (ByteProgress progress = arguments.progress(0))
            {
                reader.transferTo(new Counted(output, progress));
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
                    reader.abort(stop.isRaised() ? "stopped by a signal" : "stdout could not be written to the end");
                }
            }
            return isDone ? ExitCodes.OK : ExitCodes.INTERRUPTED;
        }
    }

    /**
     * Counts what goes through.
     */
    private static final class Counted implements WritableByteChannel
    {
        private final WritableByteChannel target;
        private final ByteProgress progress;

        private Counted(final WritableByteChannel target, final ByteProgress progress)
        {
            this.target = target;
            this.progress = progress;
        }

        @Override
        public int write(final ByteBuffer source) throws IOException
        {
            final int count = target.write(source);
            progress.add(count);
            return count;
        }

        @Override
        public boolean isOpen()
        {
            return target.isOpen();
        }

        @Override
        public void close() throws IOException
        {
            target.close();
        }
    }
}
