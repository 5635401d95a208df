package io.skein.examples.pingpong;

import io.skein.DriverException;
import io.skein.InterruptedWaitException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.examples.pace.Deadline;
import io.skein.examples.pace.Schedule;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.tool.Progress;
import io.skein.tool.StopSignal;
import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Sends tensors, times the way there and back, and verifies every reply. Belongs to one thread.
 * <p>
 * The time of a round trip ends before its reply is verified, and begins after the next payload is ready. Aeron
 * delivers in order, so reply n belongs to message n.
 */
final class Ping implements AutoCloseable
{
    private static final int FRAGMENTS = 10;
    private static final long SHOW_SMALL = (1 << 10) - 1;
    private static final int SMALL_BYTES = 4_096;
    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long GOODBYE_NS = TimeUnit.SECONDS.toNanos(1);

    private final PingPlan plan;
    private final Content content;
    private final BiFunction<String, Long, Progress> progress;
    private final StopSignal stop;
    private final Runnable health;
    private final Deadline deadline;
    private final TensorPublisher requests;
    private final TensorSubscriber replies;
    private final TensorSender sender;
    private final TensorHandler handler = this::onReply;
    private final Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);
    private final long showMask;

    private byte[] first;
    private long sent;
    private long received;
    private long corrupted;
    private long sentNs;
    private long lastSentNs;
    private Schedule schedule;

    /**
     * Publish and subscribe.
     *
     * @param skein    connection.
     * @param routes   channels.
     * @param plan     what to do.
     * @param content  what to send.
     * @param progress makes a progress line from its name and the number of steps.
     * @param stop     ends everything.
     * @param health   throws when there is no use in waiting any longer.
     */
    Ping(
        final Skein skein,
        final Routes routes,
        final PingPlan plan,
        final Content content,
        final BiFunction<String, Long, Progress> progress,
        final StopSignal stop,
        final Runnable health)
    {
        this.health = health;
        this.plan = plan;
        this.content = content;
        this.progress = progress;
        this.stop = stop;
        // What takes its time can afford to look at the clock each time.
        showMask = plan.isScheduled() || content.length() > SMALL_BYTES ? 0 : SHOW_SMALL;
        deadline = new Deadline(skein.newIdleStrategy(), stop::isRaised, plan.patience(), PingPlan.HINT);
        replies = skein.addTensorSubscriber(routes.pong(content.type()), 0);
        requests = skein.addTensorPublisher(routes.ping(content.type()), Sharing.EXCLUSIVE);
        sender = new TensorSender(requests);
    }

    /**
     * Wait for pong: one message there and back, so that both ways are open.
     */
    void awaitPong()
    {
        requests.awaitConnected(plan.patience());
        roundTrip();
    }

    /**
     * Warm up, then measure.
     *
     * @return what came of it.
     */
    PingResult run()
    {
        phase("warm-up", plan.warmup(), this::warmUp);
        histogram.reset();
        final long warmup = received;
        final Usage before = Usage.now();
        final long startNs = System.nanoTime();
        lastSentNs = startNs;
        phase("measure", plan.messages(), (line) -> measure(startNs, line));
        final long elapsedNs = System.nanoTime() - startNs;
        final Usage used = Usage.now().since(before);
        return new PingResult(histogram, warmup, corrupted, replies.stats().lost(), elapsedNs, lastSentNs - startNs,
            used.cpuNs(), used.allocatedBytes(), stop.isRaised(), requests.stats());
    }

    /**
     * @return bytes of the first reply.
     */
    byte[] firstReply()
    {
        return first;
    }

    /**
     * Say goodbye: pong learns over UDP that ping has gone only while ping's driver still runs.
     */
    @Override
    public void close()
    {
        requests.close();
        final long startNs = System.nanoTime();
        while (replies.isConnected() && System.nanoTime() - startNs < GOODBYE_NS)
        {
            deadline.idle();
        }
        replies.close();
    }

    private void phase(final String name, final long steps, final Consumer<Progress> body)
    {
        try (Progress line = progress.apply(name, steps))
        {
            body.accept(line);
        }
        catch (final InterruptedWaitException ex)
        {
            if (!stop.isRaised())
            {
                throw ex;
            }
        }
    }

    private void measure(final long startNs, final Progress line)
    {
        if (plan.isScheduled())
        {
            schedule = Schedule.of(sent, startNs, plan.ratePerSecond());
            bySchedule(line);
        }
        else
        {
            oneByOne(plan.messages(), line);
        }
    }

    private void warmUp(final Progress line)
    {
        if (plan.warmup() != PingPlan.WARM_UP_BY_TIME)
        {
            oneByOne(plan.warmup(), line);
            return;
        }
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < WARM_UP_NS && !stop.isRaised())
        {
            roundTrip();
        }
    }

    private void oneByOne(final long messages, final Progress line)
    {
        for (long i = 0; i < messages && !stop.isRaised(); i++)
        {
            roundTrip();
            if (0 == (i & showMask))
            {
                line.update(i);
            }
        }
    }

    private void roundTrip()
    {
        sentNs = System.nanoTime();
        while (!trySend())
        {
            idle("pong to read");
        }
        while (received < sent)
        {
            pollOrIdle();
        }
    }

    /**
     * A message leaves when it is due, or as soon after that as it can; its round trip counts from when it was due.
     */
    private void bySchedule(final Progress line)
    {
        for (long i = 0; i < plan.messages() && !stop.isRaised(); i++)
        {
            while (System.nanoTime() - schedule.dueNs(sent) < 0 && !stop.isRaised())
            {
                if (!poll())
                {
                    deadline.idle();
                }
            }
            while (!trySend())
            {
                pollOrIdle();
            }
            lastSentNs = System.nanoTime();
            if (0 == (i & showMask))
            {
                line.update(i);
            }
        }
        while (received < sent)
        {
            pollOrIdle();
        }
    }

    private boolean trySend()
    {
        if (sender.trySend(content.type(), content.buffer(), content.offset(sent), content.length()) > 0)
        {
            ++sent;
            deadline.progress();
            return true;
        }
        return false;
    }

    private void pollOrIdle()
    {
        if (!poll())
        {
            idle("the next reply of pong");
        }
    }

    private boolean poll()
    {
        if (replies.poll(handler, FRAGMENTS) > 0)
        {
            deadline.progress();
            return true;
        }
        return false;
    }

    private void idle(final String what)
    {
        if (deadline.idle())
        {
            health.run();
            if (received > 0 && !replies.isConnected())
            {
                throw new DriverException(
                    "pong has gone after " + received + " replies: see what it said when it ended");
            }
            deadline.check(what);
        }
    }

    private void onReply(final TensorView view)
    {
        final long nowNs = System.nanoTime();
        final long startNs = null == schedule ? sentNs : schedule.dueNs(received);
        histogram.recordValue(Math.min(HIGHEST_NS, nowNs - startNs));
        if (!content.matches(received, view.type(), view.byteBuffer()))
        {
            ++corrupted;
        }
        if (0 == received)
        {
            first = view.toByteArray();
        }
        ++received;
    }
}
