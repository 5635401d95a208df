package io.skein.examples.transfer;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.WaitTimeoutException;
import io.skein.driver.EmbeddedDriver;
import io.skein.examples.channel.ByteProgress;
import io.skein.message.MessagePublisher;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.StopSignal;
import io.skein.tool.Units;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.Topic;
import io.skein.transfer.Transfer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a file.
 */
final class FileSender
{
    private static final double NS_PER_SECOND = 1e9;

    /**
     * The driver stays for so long, so that the receiver hears that this is all, and need not wait for more.
     */
    private static final long FAREWELL_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final TransferArguments arguments;
    private final Path path;
    private final long bytesPerSecond;
    private final Checksum checksum;
    private final Path json;
    private long moved;
    private long last;
    private long firstNs;
    private long lastNs;

    FileSender(
        final TransferArguments arguments, final Path path, final long bytesPerSecond, final Checksum checksum,
        final Path json)
    {
        this.arguments = arguments;
        this.path = path;
        this.bytesPerSecond = bytesPerSecond;
        this.checksum = checksum;
        this.json = json;
    }

    /**
     * @return the exit code.
     * @throws IOException if the file can not be read, or has changed.
     */
    int run() throws IOException
    {
        final Duration patience = arguments.patience();
        final SentFile file = new SentFile(path);
        final Topic topic = arguments.topic();
        final Topic paced = topic.chunk(topic.chunk().withChecksum(checksum).withMaxRate(
            0 == bytesPerSecond ? topic.chunk().maxRate() : bytesPerSecond, 0));
        final SkeinOptions options = SkeinOptions.DEFAULTS.withErrorHandler(
            (error) -> arguments.err().println(arguments.name() + ": " + error.getMessage()));
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = arguments.driver();
            Skein skein = Skein.connect(arguments.connection(driver), options))
        {
            final int exitCode = run(file, paced, skein, stop, patience);
            LockSupport.parkNanos(ExitCodes.OK == exitCode ? FAREWELL_NS : 0);
            return exitCode;
        }
    }

    private int run(
        final SentFile file, final Topic topic, final Skein skein, final StopSignal stop, final Duration patience)
        throws IOException
    {
        final UnsafeBuffer name = new UnsafeBuffer(file.name().getBytes(StandardCharsets.UTF_8));
        try (MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(patience);
            try (Transfer transfer = publisher.transfer(file.payload(), name, file.contentId());
                ByteProgress progress = arguments.progress(file.length()))
            {
                final long startNs = System.nanoTime();
                send(transfer, progress, skein.newIdleStrategy(), stop, patience);
                final double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
                if (stop.isRaised() && !transfer.isDone())
                {
                    transfer.cancel("stopped by a signal");
                    return ExitCodes.INTERRUPTED;
                }
                if (Outcome.REFUSED == transfer.outcome())
                {
                    throw transfer.refusal();
                }
                file.requireUnchanged();
                report(new Sent(file.name(), file.length(), moved, transfer.skippedBytes(), seconds,
                    moved / Math.max(1 / NS_PER_SECOND, (lastNs - firstNs) / NS_PER_SECOND)));
                return ExitCodes.OK;
            }
        }
    }

    private void send(
        final Transfer transfer, final ByteProgress progress, final IdleStrategy idle, final StopSignal stop,
        final Duration patience)
    {
        long movedNs = System.nanoTime();
        while (!transfer.isDone() && !stop.isRaised())
        {
            final long outcome = transfer.advance();
            if (count(transfer) || Outcome.PACED == outcome)
            {
                movedNs = System.nanoTime();
            }
            else if (outcome <= 0 && System.nanoTime() - movedNs > patience.toNanos())
            {
                throw new WaitTimeoutException("nobody has taken a byte for --wait " + patience.toSeconds() +
                    " s (" + Outcome.name(outcome) + ") after " + Units.bytes(transfer.sentBytes()));
            }
            progress.update(transfer.sentBytes(), transfer.skippedBytes());
            idle.idle(Outcome.UNFINISHED == outcome ? 1 : 0);
        }
    }

    /**
     * @return whether the transfer has gone on, or begun anew.
     */
    private boolean count(final Transfer transfer)
    {
        final long now = transfer.sentBytes() - transfer.skippedBytes();
        final boolean hasMoved = now != last;
        if (hasMoved)
        {
            lastNs = System.nanoTime();
            firstNs = 0 == moved ? lastNs : firstNs;
        }
        moved += now < last ? now : now - last;
        last = now;
        return hasMoved;
    }

    private void report(final Sent sent) throws IOException
    {
        arguments.out().println(sent.file() + ": " + Units.bytes(sent.bytes()) + " in " +
            Units.time(sent.seconds() * NS_PER_SECOND) + ", " + Units.bytes(sent.bytesPerSecond()) + "/s" +
            (sent.skippedBytes() > 0 ? ", " + Units.bytes(sent.skippedBytes()) + " were there already" : ""));
        arguments.out().flush();
        if (null != json)
        {
            JsonFile.write(json, sent);
        }
    }

    /**
     * What was done.
     *
     * @param file           its name.
     * @param bytes          of it.
     * @param sentBytes      that were sent, those included that had to be sent again.
     * @param skippedBytes   that were there already.
     * @param seconds        from the begin to the receiver's confirmation.
     * @param bytesPerSecond from the first byte that was sent to the last.
     */
    record Sent(
        String file, long bytes, long sentBytes, long skippedBytes, double seconds, double bytesPerSecond)
    {
    }
}
