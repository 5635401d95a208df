package io.skein.contract;

import io.skein.Sharing;
import io.skein.message.Claim;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Publishers and threads.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#all")
class SharingContractIT extends Contract
{
    private static final int THREADS = 3;
    private static final int MESSAGES = 3000;
    private static final Consumer<Received> NO_COPY = (message) ->
    {
    };

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    SharingContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldLoseNothingWhenThreadsShareAPublisher() throws InterruptedException
    {
        if (Sharing.SHARED != setup.sharing())
        {
            return;
        }
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++)
        {
            final int id = i;
            threads.add(new Thread(() -> publish(id), "publisher-" + i));
        }
        threads.forEach(Thread::start);
        final int[] next = new int[THREADS];
        final int[] count = new int[1];
        await("all messages", () ->
        {
            pipe.poll((view) ->
            {
                final UnsafeBuffer bytes = new UnsafeBuffer(view.toByteArray());
                assertEquals(next[bytes.getInt(0)]++, bytes.getInt(4), "in order of each thread");
                for (int i = 8; i < bytes.capacity(); i++)
                {
                    assertEquals((byte)bytes.getInt(4), bytes.getByte(i));
                }
                ++count[0];
            }, NO_COPY);
            return count[0] == THREADS * MESSAGES || !failures.isEmpty();
        });
        for (final Thread thread : threads)
        {
            thread.join(LONG.toMillis());
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(0, pipe.subscriber().stats().lost());
        assertEquals(THREADS * MESSAGES, Setup.published(pipe.publisher().stats()));
        assertEquals(pipe.publisher().stats().bytes(), pipe.subscriber().stats().bytes());
    }

    @Test
    void shouldRefuseAThreadWhenAnotherIsInAnExclusivePublisher() throws InterruptedException
    {
        final Claim claim = pipe.claim(8);
        final Thread thread = new Thread(() ->
        {
            try
            {
                pipe.offer(new UnsafeBuffer(bytes(8)), 0, 8);
            }
            catch (final Throwable ex)
            {
                failures.add(ex);
            }
        });
        thread.start();
        thread.join(LONG.toMillis());
        claim.data().putLong(0, 1);
        claim.commit();
        // A slot on loan is no memory of Aeron's: nobody is in the publisher meanwhile.
        if (Sharing.SHARED == setup.sharing() || setup.isPooled())
        {
            assertEquals(List.of(), List.copyOf(failures));
            receive(2);
        }
        else
        {
            assertEquals(1, failures.size());
            final String message = assertInstanceOf(IllegalStateException.class, failures.remove()).getMessage();
            assertTrue(message.contains("one thread at a time") && message.contains("shared"), message);
            receive(1);
        }
    }

    private void publish(final int id)
    {
        try
        {
            final Claim claim = pipe.newClaim();
            for (int i = 0; i < MESSAGES; i++)
            {
                final int length = 8 + i % 100 + (i % 50 == 0 ? 2000 : 0);
                if (i % 3 == 0 || length > 1000)
                {
                    final UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
                    encode(bytes, id, i);
                    accepted(() -> pipe.offer(bytes, 0, length));
                }
                else
                {
                    if (i % 7 == 0)
                    {
                        accepted(() -> pipe.tryClaim(length, 0, claim));
                        claim.abort();
                    }
                    accepted(() -> pipe.tryClaim(length, 0, claim));
                    encode(claim.data(), id, i);
                    claim.commit();
                }
            }
        }
        catch (final Throwable ex)
        {
            failures.add(ex);
        }
    }

    private static void encode(final MutableDirectBuffer bytes, final int id, final int i)
    {
        bytes.setMemory(8, bytes.capacity() - 8, (byte)i);
        bytes.putInt(0, id);
        bytes.putInt(4, i);
    }
}
