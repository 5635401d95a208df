package io.skein.internal.pool;

import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import io.skein.internal.files.Uninterrupted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a pool from outside: reads copies, maps nothing, changes nothing.
 */
final class PoolInspector
{
    private static final PoolInfo.Slots NO_SLOTS = new PoolInfo.Slots(0, 0, 0, 0);

    private PoolInspector()
    {
    }

    /**
     * @param pool    its directory.
     * @param poolId  that its name says.
     * @param isAlive whether its owner lock is held.
     * @return what can be seen.
     */
    static PoolInfo inspect(final Path pool, final long poolId, final boolean isAlive)
    {
        final long bytes = PrivateFiles.size(pool);
        try
        {
            return Uninterrupted.call(() -> read(pool, poolId, isAlive, bytes));
        }
        catch (final IOException ex)
        {
            final String problem = ex instanceof NoSuchFileException ? "not finished" : PoolFile.reason(ex);
            final long pid = OwnerLock.ownerPid(PoolPaths.lock(pool));
            return new PoolInfo(pool, "", pid, isAlive, 0, 0, NO_SLOTS, List.of(), bytes, false, problem);
        }
    }

    private static PoolInfo read(final Path pool, final long poolId, final boolean isAlive, final long bytes)
        throws IOException
    {
        try (FileChannel channel = PoolFile.open(PoolPaths.control(pool), false))
        {
            final PoolHeader header = PoolHeader.read(channel, poolId);
            final ByteBuffer control =
                ByteBuffer.allocate(PoolDescriptor.controlLength(header.slotCount())).order(ByteOrder.nativeOrder());
            int length = 0;
            while (control.hasRemaining() && length >= 0)
            {
                length = channel.read(control, control.position());
            }
            return new PoolInfo(pool, header.topic(), header.ownerPid(), isAlive, header.slotCount(),
                header.slotSize(), slots(control, header.slotCount()), holders(pool, control, header.slotCount()),
                bytes, hasHugePages(pool), PoolDescriptor.BEING_MADE == header.state() ? "not finished" : null);
        }
    }

    private static PoolInfo.Slots slots(final ByteBuffer control, final int slotCount)
    {
        int free = 0;
        int loaned = 0;
        int retained = 0;
        for (int slot = 0; slot < slotCount; slot++)
        {
            final int state = control.getInt(PoolDescriptor.slotStateOffset(slot));
            free += PoolDescriptor.SLOT_FREE == state ? 1 : 0;
            loaned += PoolDescriptor.SLOT_LOANED == state ? 1 : 0;
            retained += 0 != control.getLong(PoolDescriptor.holderWordOffset(slot)) ? 1 : 0;
        }
        return new PoolInfo.Slots(free, loaned, slotCount - free - loaned, retained);
    }

    private static List<PoolInfo.Holder> holders(final Path pool, final ByteBuffer control, final int slotCount)
    {
        final List<PoolInfo.Holder> holders = new ArrayList<>();
        for (int holder = 0; holder < PoolDescriptor.MAX_HOLDERS; holder++)
        {
            final long pid = control.getLong(PoolDescriptor.holderPidOffset(holder));
            int retained = 0;
            for (int slot = 0; slot < slotCount; slot++)
            {
                retained += (int)(control.getLong(PoolDescriptor.holderWordOffset(slot)) >>> holder & 1);
            }
            final Path file = PoolPaths.holder(pool, holder);
            if (0 != pid || 0 != retained || Files.exists(file))
            {
                holders.add(new PoolInfo.Holder(holder, pid, OwnerLock.isHeld(file), retained));
            }
        }
        return holders;
    }

    private static boolean hasHugePages(final Path pool) throws IOException
    {
        return 0 == Files.size(PoolPaths.slot(pool, 0)) % PoolMaker.HUGE_PAGE_LENGTH && Mount.of(pool).hasHugePages();
    }
}
