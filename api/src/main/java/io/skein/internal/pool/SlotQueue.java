package io.skein.internal.pool;

/**
 * Slots with the sessions that their descriptors were published in and the positions behind them, oldest first. Room
 * for every slot of a pool once.
 */
final class SlotQueue
{
    private final int[] slots;
    private final long[] positions;
    private final int[] sessionIds;
    private int head;
    private int size;

    SlotQueue(final int capacity)
    {
        slots = new int[capacity];
        positions = new long[capacity];
        sessionIds = new int[capacity];
    }

    boolean isEmpty()
    {
        return 0 == size;
    }

    int size()
    {
        return size;
    }

    void add(final int slot, final long position, final int sessionId)
    {
        final int tail = index(size++);
        slots[tail] = slot;
        positions[tail] = position;
        sessionIds[tail] = sessionId;
    }

    int slot()
    {
        return slots[head];
    }

    long position()
    {
        return positions[head];
    }

    int sessionId()
    {
        return sessionIds[head];
    }

    void remove()
    {
        head = index(1);
        size--;
    }

    private int index(final int i)
    {
        final int index = head + i;
        return index < slots.length ? index : index - slots.length;
    }
}
