package io.skein.driver;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.skein.DriverException;
import io.skein.idle.CooperativeHook;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmbeddedDriverIT
{
    private static final String IPC = "aeron:ipc";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> closeables = new ArrayList<>();

    @AfterEach
    void shouldHaveNoErrorsOfTheDriver()
    {
        Collections.reverse(closeables);
        CloseHelper.closeAll(closeables);
        assertEquals(List.of(), errors);
    }

    private EmbeddedDriver launch(final DriverProfile profile)
    {
        final EmbeddedDriver driver =
            EmbeddedDriver.launch(DriverOptions.of(profile).withErrorHandler(errors::add));
        closeables.add(driver);
        return driver;
    }

    private Aeron connect(final EmbeddedDriver driver)
    {
        return connect(driver, 10_000);
    }

    private Aeron connect(final EmbeddedDriver driver, final long driverTimeoutMs)
    {
        final Aeron aeron = Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(driver.aeronDirectory().toString())
            .driverTimeoutMs(driverTimeoutMs)
            .errorHandler(errors::add));
        closeables.add(aeron);
        return aeron;
    }

    private static String udp() throws IOException
    {
        try (DatagramSocket socket = new DatagramSocket())
        {
            return "aeron:udp?endpoint=localhost:" + socket.getLocalPort();
        }
    }

    private static void exchange(final Aeron aeron, final String channel, final CooperativeHook hook, final int count)
    {
        try (Subscription subscription = aeron.addSubscription(channel, 11);
            ExclusivePublication publication = aeron.addExclusivePublication(channel, 11))
        {
            exchange(subscription, publication, hook, count);
        }
    }

    private static void exchange(
        final Subscription subscription,
        final ExclusivePublication publication,
        final CooperativeHook hook,
        final int count)
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
        final long[] sum = new long[2];
        for (int i = 0; i < count; i++)
        {
            message.putLong(0, i);
            Await.until(() -> "offer " + publication, () ->
            {
                hook.runDutyCycle();
                return publication.offer(message) > 0;
            });
            final int expected = i + 1;
            Await.until(() -> "message " + expected, () ->
            {
                hook.runDutyCycle();
                subscription.poll((buffer, offset, length, header) ->
                {
                    sum[0]++;
                    sum[1] += buffer.getLong(offset);
                }, 10);
                return sum[0] == expected;
            });
        }
        assertEquals((long)count * (count - 1) / 2, sum[1]);
    }

    @ParameterizedTest
    @CsvSource({"cooperative", "shared", "low-latency", "throughput"})
    void shouldCarryIpcAndUdpWithEachProfileAndLeaveNothing(final String profile) throws IOException
    {
        final EmbeddedDriver driver = launch(DriverProfile.named(profile));
        assertEquals("cooperative".equals(profile), CooperativeHook.NONE != driver.connection().hook());
        assertEquals(driver.aeronDirectory(), driver.connection().aeronDirectory());
        try (Aeron aeron = connect(driver))
        {
            exchange(aeron, IPC, driver.connection().hook(), 20);
            exchange(aeron, udp(), driver.connection().hook(), 20);
        }
        driver.close();
        driver.close();

        assertFalse(Files.exists(driver.aeronDirectory()));
        assertFalse(Files.exists(DriverDirectory.lockFile(driver.aeronDirectory())));
        assertEquals(0, driver.errorCount());
        assertEquals(0, driver.connection().hook().runDutyCycle());
    }

    @Test
    void shouldGiveEachDriverAPrivateDirectory() throws IOException
    {
        final EmbeddedDriver one = launch(DriverProfile.cooperative());
        final EmbeddedDriver two = launch(DriverProfile.cooperative());
        final EmbeddedDriver given = EmbeddedDriver.launch(DriverProfile.cooperative(), folder.resolve("given"));
        closeables.add(given);

        assertNotEquals(one.aeronDirectory(), two.aeronDirectory());
        for (final EmbeddedDriver driver : List.of(one, two, given))
        {
            assertEquals("rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(driver.aeronDirectory())));
        }
    }

    @Test
    void shouldRefuseSecondDriverInTheDirectoryAndLeaveTheFirstUnharmed()
    {
        final EmbeddedDriver driver = launch(DriverProfile.cooperative());

        final String message = assertThrows(DriverException.class,
            () -> EmbeddedDriver.launch(DriverProfile.cooperative(), driver.aeronDirectory())).getMessage();

        assertTrue(message.contains("already runs in " + driver.aeronDirectory()), message);
        assertTrue(message.contains("pid " + ProcessHandle.current().pid()), message);
        exchange(connect(driver), IPC, driver.connection().hook(), 3);
    }

    @Test
    void shouldRefuseDirectoryOfPlainDriverAndTakeItWhenItsHeartHasStopped()
    {
        final Path directory = folder.resolve("plain");
        final DriverProfile impatient = DriverProfile.cooperative()
            .with("aeron.timer.interval", "20ms").with("aeron.driver.timeout", "100ms");
        // Its owner closes it, but does not delete anything: as a killed one looks after its time-out.
        try (MediaDriver plain = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.toString()).threadingMode(ThreadingMode.SHARED)
            .timerIntervalNs(20_000_000).errorHandler(errors::add)))
        {
            // Patient: on a busy machine a heart may miss a beat for longer than 100 ms.
            final String message = assertThrows(DriverException.class,
                () -> EmbeddedDriver.launch(DriverProfile.cooperative(), directory)).getMessage();
            assertTrue(message.contains("already runs in " + directory), message);
            assertTrue(Files.exists(plain.context().aeronDirectory().toPath()));
        }
        Await.until("heart stops", () -> !DriverDirectory.isAlive(directory, 100));
        EmbeddedDriver.launch(impatient, directory).close();
        assertFalse(Files.exists(directory));
    }

    @Test
    void shouldKeepClientsAliveWhenTheApplicationNeglectsTheDriver() throws Exception
    {
        final EmbeddedDriver driver = launch(DriverProfile.cooperative()
            .with("aeron.timer.interval", "20ms").with("aeron.driver.timeout", "200ms")
            .with("aeron.client.liveness.timeout", "1s"));
        final Aeron aeron = connect(driver, 200);
        final ExclusivePublication publication = aeron.addExclusivePublication(IPC, 12);
        final Subscription subscription = aeron.addSubscription(IPC, 12);
        final long[] beats = new long[2];
        // Sixty beats at 20 ms: six driver time-outs and more than one client time-out in which nobody helps.
        Await.until(() -> "heart beats " + beats[0], () ->
        {
            final long beat = aeron.context().epochClock().time();
            if (beat - beats[1] >= 20 && DriverDirectory.isAlive(driver.aeronDirectory(), 200))
            {
                beats[0]++;
                beats[1] = beat;
            }
            return beats[0] >= 60;
        });
        assertFalse(aeron.isClosed());
        exchange(subscription, publication, CooperativeHook.NONE, 3);
    }

    @Test
    void shouldServeFourHammeringThreads() throws Exception
    {
        final EmbeddedDriver driver = launch(DriverProfile.cooperative());
        final CooperativeHook hook = driver.connection().hook();
        final Aeron aeron = connect(driver);
        final AtomicBoolean isRunning = new AtomicBoolean(true);
        final AtomicLong work = new AtomicLong();
        final AtomicInteger thrown = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++)
        {
            final boolean isInterrupted = 0 == i % 2;
            threads.add(new Thread(() ->
            {
                while (isRunning.get())
                {
                    work.addAndGet(hook.runDutyCycle());
                    if (isInterrupted && 0 == (work.get() & 63))
                    {
                        Thread.currentThread().interrupt();
                        hook.runDutyCycle();
                        Thread.interrupted();
                    }
                    Thread.onSpinWait();
                }
            }));
            threads.get(i).setUncaughtExceptionHandler((thread, ex) -> thrown.incrementAndGet());
        }
        threads.forEach(Thread::start);
        try
        {
            for (int i = 0; i < 3; i++)
            {
                exchange(aeron, IPC, hook, 50);
                exchange(aeron, udp(), hook, 50);
            }
        }
        finally
        {
            isRunning.set(false);
            for (final Thread thread : threads)
            {
                thread.join();
            }
        }
        assertEquals(0, thrown.get());
        assertTrue(work.get() > 0, "idle threads did the work");
    }

    @Test
    void shouldNotBreakWhenThreadsAreInterruptedAtAnyMoment() throws Exception
    {
        final EmbeddedDriver driver = launch(DriverProfile.cooperative());
        final CooperativeHook hook = driver.connection().hook();
        final Aeron aeron = connect(driver);
        final AtomicBoolean isRunning = new AtomicBoolean(true);
        final AtomicInteger interrupts = new AtomicInteger();
        final Thread helper = new Thread(() ->
        {
            while (isRunning.get())
            {
                hook.runDutyCycle();
                if (Thread.interrupted())
                {
                    interrupts.incrementAndGet();
                }
            }
        });
        final Thread interrupter = new Thread(() ->
        {
            while (isRunning.get())
            {
                helper.interrupt();
                Thread.onSpinWait();
            }
        });
        helper.start();
        interrupter.start();
        try
        {
            for (int i = 0; i < 10; i++)
            {
                exchange(aeron, IPC, CooperativeHook.NONE, 2);
                exchange(aeron, udp(), CooperativeHook.NONE, 2);
            }
        }
        finally
        {
            isRunning.set(false);
            helper.join();
            interrupter.join();
        }
        assertTrue(interrupts.get() > 100, "interrupts happened: " + interrupts);
    }

    @Test
    void shouldFindTheGateInThisVersionOfAeron()
    {
        final MediaDriver.Context context = new MediaDriver.Context()
            .aeronDirectoryName(folder.resolve("gate").toString()).threadingMode(ThreadingMode.INVOKER);
        try (MediaDriver plain = MediaDriver.launch(context))
        {
            assertTrue(new GatedAgent(plain.sharedAgentInvoker().agent()).hasGate());
        }
    }

    @Test
    void shouldLaunchAndCloseOnInterruptedThread()
    {
        Thread.currentThread().interrupt();
        try
        {
            final EmbeddedDriver driver = launch(DriverProfile.cooperative());
            driver.close();
            assertTrue(Thread.currentThread().isInterrupted());
            assertFalse(Files.exists(driver.aeronDirectory()));
        }
        finally
        {
            Thread.interrupted();
        }
    }

    @Test
    void shouldNameSpaceThatIsMissingAndLeaveNothing() throws IOException
    {
        final Path directory = folder.resolve("small");
        final DriverOptions options = DriverOptions.of(DriverProfile.cooperative())
            .withAeronDirectory(directory).withNeedBytes(1L << 50);

        final String message =
            assertThrows(DriverException.class, () -> EmbeddedDriver.launch(options)).getMessage();

        assertTrue(message.contains("bytes free, need " + options.totalNeedBytes()), message);
        try (var files = Files.list(folder))
        {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldNotCrashWhenClosedUnderRunningHooks() throws Exception
    {
        try (ChildJvm child = new ChildJvm(
            List.of("-Dagrona.disable.bounds.checks=true"), CloseRaceMain.class, "200"))
        {
            assertEquals(0, child.awaitExit(), child.output());
            final String[] done = child.awaitLine("DONE 200 raced ").split(" ");
            assertTrue(Integer.parseInt(done[3]) > 100, "the race did happen: " + child.output());
        }
    }

    @Test
    void shouldSweepWhatKilledProcessLeftAtNextStart() throws Exception
    {
        final Path left;
        try (ChildJvm child = ChildJvm.start(EmbeddedMain.class))
        {
            left = Path.of(child.awaitLine("READY ").substring(6));
            launch(DriverProfile.cooperative());
            assertTrue(Files.exists(left.resolve("cnc.dat")), "its owner lives");
            child.kill();
        }
        assertTrue(Files.exists(left.resolve("cnc.dat")));

        launch(DriverProfile.cooperative());

        assertFalse(Files.exists(left));
        assertFalse(Files.exists(DriverDirectory.lockFile(left)));
    }
}
