package io.skein.perf.waterfall;

import io.skein.InterruptedWaitException;
import io.skein.SkeinException;
import io.skein.tool.Main;
import io.skein.tool.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A small repository, whose build is a script that each of its commits has another of.
 */
@Timeout(60)
class GitBaselineIT
{
    private static final List<Pipeline> PIPELINES = List.of(Pipeline.of("480p_raw").withWork(0));
    private static final int SIGINT_EXIT = 130;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Path root;
    private Path marker;
    private Git git;

    @BeforeEach
    void makeRepository() throws IOException
    {
        root = Files.createDirectory(folder.toRealPath().resolve("repository"));
        marker = root.resolveSibling("pid");
        git = new Git(root);
        git.run("init", "-q");
    }

    @AfterEach
    void shouldLeaveNoWorkingTree() throws IOException
    {
        assertEquals(1, git.run("worktree", "list").lines().count(), () -> git.run("worktree", "list"));
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir"))))
        {
            final String prefix = "skein-baseline-" + ProcessHandle.current().pid() + '-';
            assertEquals(List.of(), left.filter((path) -> path.getFileName().toString().startsWith(prefix)).toList());
        }
    }

    @Test
    void shouldMeasureACommitAndSweepWhatAKilledProcessLeft() throws Exception
    {
        final String sha = commit("echo '[INFO] Building Skein API 0.1 [3/4]'");
        final Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        git.run("worktree", "add", "--detach", folder.toRealPath().resolve("skein-baseline-" + ended.pid() + "-1")
            .toString(), "HEAD");

        final WaterfallFile measured = baseline().measure("HEAD", PIPELINES, 10, 2);
        assertEquals("HEAD", measured.gitRef());
        assertEquals(sha, measured.gitSha());
        assertEquals(2, measured.summary().get(0).frames());
        assertEquals(1, baseline().measureHere(PIPELINES, 0, 1).summary().get(0).frames());
        assertEquals(List.of("waterfall: building " + sha, "waterfall: measuring " + sha,
            "waterfall: measuring what is here"), err.toString().lines().toList());
    }

    @Test
    void shouldSayWhatACommitLacks() throws Exception
    {
        final String folderOfDriver = "media-driver/target/classes/io/skein/driver";
        final String sha =
            commit("mkdir -p " + folderOfDriver + " && echo another > " + folderOfDriver + "/EmbeddedDriver.class");

        final String message = failure(SkeinException.class);
        assertTrue(message.startsWith("measuring " + sha + " failed with 1: the commit lacks what this harness calls " +
            "(java.lang.ClassFormatError: "), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void shouldSayWhyACommitCanNotBeBuilt() throws Exception
    {
        final String sha = commit("echo '[INFO] ok'; echo '[ERROR] no compiler'; echo '[ERROR] more'; exit 3");
        assertEquals("building " + sha + " failed with 3: [ERROR] no compiler", failure(SkeinException.class));
    }

    @Test
    void shouldKillTheBuildWhenItsThreadIsInterrupted() throws Exception
    {
        final String sha = commit(slow());
        final Thread self = Thread.currentThread();
        final Thread other = new Thread(() ->
        {
            awaitMarker(() -> true);
            self.interrupt();
        });
        other.start();
        assertEquals("building " + sha + " was interrupted", failure(InterruptedWaitException.class));
        assertTrue(Thread.interrupted());
        other.join();
        assertFalse(ProcessHandle.of(builder()).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void shouldKillTheBuildAndRemoveTheTreeWhenTheProcessIsStopped() throws Exception
    {
        commit(slow());
        copy(codeOf(GitBaseline.class), Files.createDirectories(root.resolve("perf/target/classes")));
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> !argument.startsWith("-javaagent")).toList());
        command.addAll(List.of("-cp", root.resolve("perf/target/classes") + File.pathSeparator + classPath(),
            Main.class.getName(), "waterfall", "--baseline", "HEAD", "--frames", "1", "--warmup", "0"));
        final Path output = root.resolveSibling("output");
        final Process process =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try
        {
            assertTrue(awaitMarker(process::isAlive), () -> "no build: " + process);
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(SIGINT_EXIT, process.exitValue(), Files.readString(output));
            assertFalse(ProcessHandle.of(builder()).map(ProcessHandle::isAlive).orElse(false));
        }
        finally
        {
            process.destroyForcibly();
        }
    }

    private String slow()
    {
        return "echo $$ > " + marker + ".new; mv " + marker + ".new " + marker + "; exec sleep 60";
    }

    /**
     * @return whether the build began, while it could.
     */
    private boolean awaitMarker(final BooleanSupplier isPossible)
    {
        final long startNs = System.nanoTime();
        while (!Files.exists(marker) && isPossible.getAsBoolean() && System.nanoTime() - startNs < PATIENCE_NS)
        {
            LockSupport.parkNanos(LOOK_NS);
        }
        return Files.exists(marker);
    }

    private long builder() throws IOException
    {
        return Long.parseLong(Files.readString(marker).strip());
    }

    private <T extends SkeinException> String failure(final Class<T> type)
    {
        final T failure = assertThrows(type, () -> baseline().measure("HEAD", PIPELINES, 0, 1));
        // The working tree could be removed without complaint.
        assertEquals(List.of(), List.of(failure.getSuppressed()));
        return failure.getMessage();
    }

    private GitBaseline baseline()
    {
        return new GitBaseline(git, classPath(), new PrintWriter(err), new Terminal(80, false, false));
    }

    /**
     * Where a library of the commit is not built, the one of this process behind it is found.
     */
    private String classPath()
    {
        return Stream.concat(
            Stream.of("sbe-schemas", "api", "media-driver").map((module) -> root.resolve(module + "/target/classes")),
            Stream.of(System.getProperty("java.class.path")))
            .map(Object::toString).reduce((one, two) -> one + File.pathSeparator + two).orElseThrow();
    }

    private String commit(final String script) throws IOException
    {
        final Path maven = Files.writeString(root.resolve("mvnw"), "#!/bin/sh\n" + script + '\n');
        assertTrue(maven.toFile().setExecutable(true));
        git.run("add", "mvnw");
        git.run("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-q",
            "-m", "build");
        return git.sha("HEAD");
    }

    private static Path codeOf(final Class<?> type) throws URISyntaxException
    {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(final Path from, final Path to) throws IOException
    {
        try (Stream<Path> all = Files.walk(from))
        {
            for (final Path path : all.filter(Files::isRegularFile).toList())
            {
                final Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
