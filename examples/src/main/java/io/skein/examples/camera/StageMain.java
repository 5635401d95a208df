package io.skein.examples.camera;

import com.google.gson.Gson;
import io.skein.Connection;
import io.skein.Skein;
import io.skein.tool.StopSignal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of a stage. Reads what it is, says that it is ready, passes frames, reports. Ends with its input, so it
 * never outlives the process that started it.
 */
public final class StageMain
{
    static final String GO = "go";
    static final String STOP = "stop";

    private static final long PROGRESS_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long GRACE_MS = TimeUnit.SECONDS.toMillis(4);

    private final Gson gson = new Gson();
    private final CountDownLatch go = new CountDownLatch(1);
    private final PrintStream answers;
    private final BufferedReader orders;
    private final StopSignal stop;
    private volatile boolean isDone;
    private String phase = "";
    private long progressNs;

    private StageMain(final BufferedReader orders, final PrintStream answers, final StopSignal stop)
    {
        this.orders = orders;
        this.answers = answers;
        this.stop = stop;
    }

    /**
     * @param args none.
     * @throws IOException when the conversation breaks.
     */
    public static void main(final String[] args) throws IOException
    {
        final PrintStream answers = System.out;
        System.setOut(System.err);
        // Never closed: that would wait for the thread that reads it.
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (StopSignal stop = StopSignal.install())
        {
            final StageMain stage = new StageMain(orders, answers, stop);
            final String order = orders.readLine();
            if (null != order)
            {
                stage.run(stage.gson.fromJson(order, StageOrder.class));
            }
        }
    }

    private void run(final StageOrder order)
    {
        final Thread listener = new Thread(this::listen, "camera-orders");
        listener.setDaemon(true);
        listener.start();
        final CameraPlan plan = order.plan();
        try (Skein skein = Skein.connect(Connection.to(Path.of(order.aeronDirectory())), CameraRun.options(plan));
            Stage stage = Stage.open(
                new StageContext(plan, order.index(), skein, stop::isRaised, this::progress)))
        {
            answer(StageAnswer.READY);
            awaitGo();
            final StageReport report = stage.run();
            isDone = true;
            Thread.interrupted();
            answer(StageAnswer.end(report));
        }
        catch (final IOException | RuntimeException ex)
        {
            isDone = true;
            answer(StageAnswer.failure(ex));
        }
    }

    /**
     * Who is told to stop before it has begun reports that there was nothing.
     */
    private void awaitGo()
    {
        try
        {
            go.await();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Until the input ends. When that is not because all is done, this process shall be gone soon.
     */
    private void listen()
    {
        try
        {
            String line;
            while (null != (line = orders.readLine()))
            {
                if (GO.equals(line))
                {
                    go.countDown();
                }
                else if (STOP.equals(line))
                {
                    stop.raise();
                    go.countDown();
                }
            }
        }
        catch (final IOException ex)
        {
            // As if it had ended.
        }
        if (!isDone)
        {
            stop.raise();
            go.countDown();
        }
        haltAfterGrace();
    }

    private static void haltAfterGrace()
    {
        try
        {
            TimeUnit.MILLISECONDS.sleep(GRACE_MS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private void progress(final String what, final long done, final long total)
    {
        final long nowNs = System.nanoTime();
        if (!phase.equals(what) || nowNs - progressNs > PROGRESS_NS)
        {
            phase = what;
            progressNs = nowNs;
            answer(StageAnswer.progress(what, done, total));
        }
    }

    private synchronized void answer(final StageAnswer answer)
    {
        answers.println(gson.toJson(answer));
        answers.flush();
    }
}
