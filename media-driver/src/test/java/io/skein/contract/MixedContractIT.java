package io.skein.contract;

import io.skein.message.Claim;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Claims of all lengths, several open at a time, committed and aborted in any order, with offers in between: what
 * subscribers get is what was committed, in the order of the claims, and nothing else.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#inLog")
class MixedContractIT extends Contract
{
    private static final int MAX_OPEN = 4;
    private static final int STEPS = 4_000;
    private static final int LENGTHS = 200;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Item> log = new ArrayList<>();
    private final List<Item> open = new ArrayList<>();
    private final List<Claim> free = new ArrayList<>();
    private int number;
    private int lastLength;

    MixedContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldDeliverWhatWasCommittedWhenClaimsAndOffersMix()
    {
        for (int step = 0; step < STEPS; step++)
        {
            final int choice = random.nextInt(100);
            if (choice < 60)
            {
                lastLength = random.nextInt(3) > 0 ? lastLength : random.nextInt(LENGTHS);
                claim(lastLength, random.nextInt(10) > 0);
            }
            else if (choice < 95)
            {
                endOne(random.nextInt(10) > 0);
            }
            else
            {
                offer(random.nextInt(10) > 0 ? random.nextInt(LENGTHS) : setup.maxOffer() - random.nextInt(LENGTHS));
            }
            if (log.size() > 50)
            {
                endAll();
                compare();
            }
        }
        endAll();
        compare();
        assertEquals(0, pipe.subscriber().stats().lost(), this::toString);
        assertEquals(0, pipe.subscriber().stats().rejected(), this::toString);
    }

    /**
     * So many of a length that they are claimed in bulk, and then one thing that ends the bulk.
     */
    @Test
    void shouldDeliverWhatWasCommittedWhenALongRunIsCutShort()
    {
        for (int round = 0; round < 60; round++)
        {
            final int length = random.nextInt(LENGTHS);
            final int count = 17 + random.nextInt(40);
            for (int i = 0; i < count; i++)
            {
                claim(length, true);
                if (open.size() == MAX_OPEN || random.nextBoolean())
                {
                    endOne(random.nextInt(20) > 0);
                }
            }
            if (random.nextBoolean())
            {
                offer(random.nextInt(LENGTHS));
            }
            else
            {
                claim(setup.maxClaim() - random.nextInt(LENGTHS), true);
            }
            endAll();
            compare();
        }
        assertEquals(0, pipe.subscriber().stats().lost(), this::toString);
    }

    private void claim(final int length, final boolean isFilled)
    {
        if (open.size() == MAX_OPEN)
        {
            endOne(true);
        }
        final Item item = new Item(free.isEmpty() ? pipe.newClaim() : free.remove(free.size() - 1), length, number++);
        accepted(() ->
        {
            final long outcome = pipe.tryClaim(length, 0, item.claim);
            if (outcome <= 0 && open.isEmpty())
            {
                pipe.poll(NOTHING, received::add);
            }
            else if (outcome <= 0)
            {
                endOne(true);
            }
            return outcome;
        });
        if (isFilled)
        {
            // Garbage that looks like a frame's length, wherever it is aborted.
            item.claim.data().setMemory(0, length, (byte)1);
        }
        open.add(item);
        log.add(item);
    }

    private void endOne(final boolean isCommitted)
    {
        if (!open.isEmpty())
        {
            final Item item = open.remove(random.nextInt(open.size()));
            if (isCommitted)
            {
                item.fill(item.claim.data());
                assertTrue(item.claim.commit() > 0);
            }
            else
            {
                item.claim.abort();
                log.remove(item);
            }
            free.add(item.claim);
        }
    }

    private void offer(final int length)
    {
        final Item item = new Item(null, length, number++);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Math.max(1, length)]);
        item.fill(buffer);
        accepted(() ->
        {
            final long outcome = pipe.offer(buffer, 0, length);
            if (outcome <= 0)
            {
                endAll();
                pipe.poll(NOTHING, received::add);
            }
            return outcome;
        });
        log.add(item);
    }

    private void endAll()
    {
        while (!open.isEmpty())
        {
            endOne(random.nextInt(10) > 0);
        }
    }

    private void compare()
    {
        final List<Received> messages = receive(log.size());
        for (int i = 0; i < messages.size(); i++)
        {
            final byte[] expected = new byte[log.get(i).length];
            log.get(i).fill(new UnsafeBuffer(expected));
            assertArrayEquals(expected, messages.get(i).bytes(), () -> this + ", " + Arrays.toString(expected));
        }
        log.clear();
        received.clear();
    }

    @Override
    public String toString()
    {
        return setup + ", seed " + seed;
    }

    private record Item(Claim claim, int length, int number)
    {
        void fill(final MutableDirectBuffer target)
        {
            for (int i = 0; i < length; i++)
            {
                target.putByte(i, (byte)(number * 31 + i));
            }
        }
    }
}
