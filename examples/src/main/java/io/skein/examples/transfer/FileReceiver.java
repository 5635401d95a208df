package io.skein.examples.transfer;

import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.WaitTimeoutException;
import io.skein.driver.EmbeddedDriver;
import io.skein.examples.channel.ByteProgress;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.StopSignal;
import io.skein.tool.Units;
import io.skein.topic.Topic;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferTarget;
import org.agrona.concurrent.IdleStrategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Receives files.
 */
final class FileReceiver
{
    private static final int POLL_LIMIT = 64;

    /**
     * What was received last is confirmed to its sender, which leaves then.
     */
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(3);

    private final TransferArguments arguments;
    private final Destination destination;
    private final int count;
    private final Path json;
    private final Map<String, PartialFile> open = new HashMap<>();
    private final List<ReceivedFile> received = new ArrayList<>();
    private ByteProgress progress;
    private PartialFile shown;
    private long lastBytes;
    private long movedNs;

    FileReceiver(
        final TransferArguments arguments, final Destination destination, final int count, final Path json)
    {
        this.arguments = arguments;
        this.destination = destination;
        this.count = count;
        this.json = json;
    }

    /**
     * @return the exit code.
     * @throws IOException if the results can not be written.
     */
    int run() throws IOException
    {
        final Topic topic = arguments.topic();
        final Duration patience = arguments.patience();
        final SkeinOptions options = SkeinOptions.DEFAULTS.withErrorHandler(this::report);
        try (StopSignal stop = StopSignal.install())
        {
            try (EmbeddedDriver driver = arguments.driver();
                Skein skein = Skein.connect(arguments.connection(driver), options);
                MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0))
            {
                subscriber.receiveInto(this::accept);
                receive(subscriber, skein.newIdleStrategy(), stop, patience);
            }
            finally
            {
                hide();
            }
            if (null != json)
            {
                JsonFile.write(json, received);
            }
            return stop.isRaised() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
        }
    }

    private void report(final Throwable error)
    {
        arguments.err().println(arguments.name() + ": " + error.getMessage());
        arguments.err().flush();
    }

    private void receive(
        final MessageSubscriber subscriber, final IdleStrategy idle, final StopSignal stop, final Duration patience)
    {
        movedNs = System.nanoTime();
        while (!stop.isRaised() && !isEnough())
        {
            final int work = subscriber.poll(FileReceiver::passOver, POLL_LIMIT);
            show();
            if (0 == work && 0 != count && System.nanoTime() - movedNs > patience.toNanos())
            {
                throw new WaitTimeoutException("no byte of a file has come for --wait " + patience.toSeconds() + " s");
            }
            idle.idle(work);
        }
        final long endNs = System.nanoTime();
        while (!stop.isRaised() && subscriber.publisherCount() > 0 && System.nanoTime() - endNs < FAREWELL_NS)
        {
            idle.idle(subscriber.poll(FileReceiver::passOver, POLL_LIMIT));
        }
    }

    private boolean isEnough()
    {
        return 0 != count && received.size() >= count;
    }

    private static void passOver(final MessageView message)
    {
        // What does not come in slices is no file.
    }

    private TransferTarget accept(final IncomingTransfer transfer)
    {
        if (isEnough())
        {
            return null;
        }
        final byte[] bytes = new byte[transfer.attachment().capacity()];
        transfer.attachment().getBytes(0, bytes);
        try
        {
            final String name = destination.requireName(new String(bytes, StandardCharsets.UTF_8));
            destination.requireFree(name);
            final PartialFile other = open.get(name);
            if (null != other)
            {
                // Its sender died, and is back before that was noticed.
                other.transfer().cancel("it begins anew");
            }
            final PartialFile file = new PartialFile(destination, name, transfer, this::onDone);
            open.put(name, file);
            movedNs = System.nanoTime();
            return file;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private void onDone(final PartialFile file)
    {
        open.remove(file.name(), file);
        hide();
        movedNs = System.nanoTime();
        if (file.isComplete())
        {
            final ReceivedFile result =
                new ReceivedFile(file.name(), file.length(), file.resumedBytes(), file.seconds());
            received.add(result);
            arguments.out().println(result.describe());
            arguments.out().flush();
        }
    }

    private void show()
    {
        if (open.isEmpty())
        {
            return;
        }
        final PartialFile file = open.values().iterator().next();
        if (shown != file)
        {
            hide();
            shown = file;
            progress = arguments.progress(file.length());
        }
        final long bytes = file.transfer().receivedBytes();
        if (bytes != lastBytes)
        {
            lastBytes = bytes;
            movedNs = System.nanoTime();
            progress.update(bytes, file.resumedBytes());
        }
    }

    private void hide()
    {
        if (null != progress)
        {
            progress.close();
            progress = null;
            shown = null;
        }
    }

    /**
     * What was done.
     *
     * @param file         its name.
     * @param bytes        of it.
     * @param resumedBytes that were there before.
     * @param seconds      since it began, or went on.
     */
    record ReceivedFile(String file, long bytes, long resumedBytes, double seconds)
    {
        private String describe()
        {
            return file + ": " + Units.bytes(bytes) + " in " + Units.time(seconds * 1e9) +
                (resumedBytes > 0 ? ", " + Units.bytes(resumedBytes) + " were there already" : "");
        }
    }
}
