package io.skein.driver;

import io.skein.idle.CooperativeHook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Child process, bounds checks off: threads run the hook of a driver that is closed under them, round after round. If
 * one were inside when the files are unmapped, this JVM would die.
 */
final class CloseRaceMain
{
    private CloseRaceMain()
    {
    }

    public static void main(final String[] arguments) throws InterruptedException
    {
        final int rounds = Integer.parseInt(arguments[0]);
        final DriverProfile profile = DriverProfile.cooperative();
        final AtomicLong cycles = new AtomicLong();
        int raced = 0;
        for (int round = 0; round < rounds; round++)
        {
            final EmbeddedDriver driver = EmbeddedDriver.launch(profile);
            final CooperativeHook hook = driver.connection().hook();
            final AtomicBoolean isRunning = new AtomicBoolean(true);
            final AtomicLong calls = new AtomicLong();
            final CountDownLatch started = new CountDownLatch(2);
            final Thread[] threads = new Thread[2];
            for (int i = 0; i < threads.length; i++)
            {
                threads[i] = new Thread(() ->
                {
                    started.countDown();
                    while (isRunning.get())
                    {
                        cycles.addAndGet(hook.runDutyCycle());
                        calls.incrementAndGet();
                    }
                });
                threads[i].start();
            }
            started.await();
            final long before = calls.get();
            driver.close();
            raced += calls.get() > before ? 1 : 0;
            isRunning.set(false);
            for (final Thread thread : threads)
            {
                thread.join();
            }
        }
        System.out.println("DONE " + rounds + " raced " + raced);
    }
}
