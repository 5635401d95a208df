package io.skein.internal.pool;

import io.aeron.AeronCounters;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pool's owner with its memory, all of one directory; and the position of one subscriber.
 */
final class StressPool
{
    /**
     * Of the publication.
     */
    static final int SESSION = 3;
    /**
     * Of the publication.
     */
    static final int STREAM = 4;
    /**
     * Behind the first descriptor.
     */
    static final long POSITION = 64;

    private static final int SLOT_LENGTH = 128;
    private static final PoolDirectory DIRECTORY = directory();

    final PoolOwner owner;
    final CountersManager counters = new CountersManager(
        buffer(CountersReader.METADATA_LENGTH), buffer(CountersReader.COUNTER_LENGTH));
    final int position;
    private final UnsafeBuffer[] memory;
    private final UnsafeBuffer control;

    /**
     * @param slots that are free.
     */
    StressPool(final int slots)
    {
        memory = new UnsafeBuffer[slots];
        control = buffer(PoolDescriptor.controlLength(slots));
        for (int i = 0; i < slots; i++)
        {
            memory[i] = buffer(SLOT_LENGTH);
        }
        owner = new PoolOwner(
            new PoolFiles(DIRECTORY, 1, false, control, memory), false);
        position = counters.allocate("position", AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID, (key) ->
        {
            key.putInt(8, SESSION);
            key.putInt(12, STREAM);
        });
    }

    int tryLoan()
    {
        return owner.tryLoan(counters, STREAM);
    }

    SlotGuard guard(final int slot)
    {
        return new SlotGuard(memory[slot], control, slot);
    }

    private static UnsafeBuffer buffer(final int length)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    }

    /**
     * Without files: of a holder whose lock can not be looked at, nobody says that it is dead.
     */
    private static PoolDirectory directory()
    {
        try
        {
            final Path parent = Files.createTempDirectory("skein-stress");
            final PoolDirectory made = PoolDirectory.create(parent.resolve("pools"));
            made.delete();
            Files.delete(parent);
            return made;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
