package io.skein.examples.camera;

import com.google.gson.Gson;
import io.skein.SkeinException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stage in a process of its own: the same Java, the same flags, the same class path. Speaks with {@link StageMain}
 * in lines; the process ends when this one does, whatever ended it.
 */
final class ProcessSeat implements Seat
{
    private static final long PATIENCE_S = 5;

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<StageReport> report = new CompletableFuture<>();
    private final Gson gson = new Gson();
    private final String name;
    private final StageProgress progress;
    private final Process process;
    private final PrintWriter input;

    /**
     * Start.
     *
     * @param order    for the process.
     * @param progress is told how far it is, on a thread of this seat.
     * @throws SkeinException if no process can be started.
     */
    ProcessSeat(final StageOrder order, final StageProgress progress)
    {
        name = "stage " + order.index() + " (" + order.plan().name(order.index()) + ')';
        this.progress = progress;
        try
        {
            process = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        }
        catch (final IOException ex)
        {
            throw new SkeinException(name + " does not start: " + ex.getMessage(), ex);
        }
        input = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        final Thread reader = new Thread(this::read, "camera-" + order.index() + "-reader");
        reader.setDaemon(true);
        reader.start();
        input.println(gson.toJson(order));
    }

    @Override
    public CompletableFuture<Void> ready()
    {
        return ready;
    }

    @Override
    public CompletableFuture<StageReport> report()
    {
        return report;
    }

    @Override
    public void go()
    {
        input.println(StageMain.GO);
    }

    @Override
    public void stop()
    {
        input.println(StageMain.STOP);
    }

    @Override
    public void close()
    {
        input.close();
        boolean isInterrupted = Thread.interrupted();
        try
        {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
            }
        }
        catch (final InterruptedException ex)
        {
            isInterrupted = true;
            process.destroyForcibly();
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command()
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(StageMain.class.getName());
        return command;
    }

    private void read()
    {
        String problem = null;
        try (BufferedReader output = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line;
            while (null != (line = output.readLine()))
            {
                onAnswer(gson.fromJson(line, StageAnswer.class));
            }
            problem = "ended with exit code " + process.waitFor();
        }
        catch (final IOException | RuntimeException ex)
        {
            problem = "said what can not be understood: " + ex.getMessage();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
        fail(problem);
    }

    private void onAnswer(final StageAnswer answer)
    {
        if (null != answer.error())
        {
            fail(answer.error());
        }
        else if (null != answer.report())
        {
            report.complete(answer.report());
        }
        else if (null != answer.phase())
        {
            progress.at(answer.phase(), answer.done(), answer.total());
        }
        else
        {
            ready.complete(null);
        }
    }

    /**
     * What was complete before stays so.
     */
    private void fail(final String problem)
    {
        final SkeinException ex = new SkeinException(name + ": " + problem);
        ready.completeExceptionally(ex);
        report.completeExceptionally(ex);
    }
}
