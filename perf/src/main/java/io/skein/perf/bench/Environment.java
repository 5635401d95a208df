package io.skein.perf.bench;

import io.skein.internal.link.Checks;
import org.agrona.DirectBuffer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where and how a figure was taken.
 *
 * @param machine     processor, number of cores, operating system.
 * @param jvm         name and version.
 * @param jvmFlags    as given.
 * @param checks      whether Skein's own checks on hot paths are on ({@code skein.checks}).
 * @param boundsCheck whether Agrona's bounds checks are on ({@code agrona.disable.bounds.checks}).
 * @param commit      of the code, or null when it can not be told.
 */
record Environment(
    String machine, String jvm, String jvmFlags, boolean checks, boolean boundsCheck, String commit)
{
    private static final int GIT_TIMEOUT_S = 2;

    static Environment here()
    {
        return new Environment(
            processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " +
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
            System.getProperty("java.vm.name") + ' ' + System.getProperty("java.vm.version"),
            String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()),
            Checks.ENABLED,
            DirectBuffer.SHOULD_BOUNDS_CHECK,
            describe());
    }

    private static String processor()
    {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo")))
        {
            final Optional<String> model = lines.filter((line) -> line.startsWith("model name")).findFirst();
            return model.map((line) -> line.substring(line.indexOf(':') + 1).trim())
                .orElse(System.getProperty("os.arch"));
        }
        catch (final IOException ex)
        {
            return System.getProperty("os.arch");
        }
    }

    /**
     * The commit of the working tree that these classes were built in.
     */
    private static String describe()
    {
        try
        {
            final File classes = new File(
                Environment.class.getProtectionDomain().getCodeSource().getLocation().getPath());
            final Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--tags")
                .directory(classes.isDirectory() ? classes : classes.getParentFile())
                .redirectError(new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null"))
                .start();
            try (BufferedReader out = new BufferedReader(
                new InputStreamReader(git.getInputStream(), StandardCharsets.UTF_8)))
            {
                final String line = out.readLine();
                return git.waitFor(GIT_TIMEOUT_S, TimeUnit.SECONDS) && 0 == git.exitValue() ? line : null;
            }
        }
        catch (final IOException ex)
        {
            return null;
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
