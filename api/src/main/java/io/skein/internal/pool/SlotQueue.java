package io.skein.internal.pool;

/**
 * Slots with the positions behind their descriptors, oldest first. Room for every slot of a pool once.
 */
final class SlotQueue
{
    private final int[] slots;
    private final long[] positions;
    private int head;
    private int size;

    SlotQueue(final int capacity)
    {
        slots = new int[capacity];
        positions = new long[capacity];
    }

    boolean isEmpty()
    {
        return 0 == size;
    }

    int size()
    {
        return size;
    }

    void add(final int slot, final long position)
    {
        final int tail = index(size++);
        slots[tail] = slot;
        positions[tail] = position;
    }

    int slot()
    {
        return slots[head];
    }

    long position()
    {
        return positions[head];
    }

    void remove()
    {
        head = index(1);
        size--;
    }

    /**
     * Nobody can come to these positions any more.
     */
    void forgetPositions()
    {
        for (int i = 0; i < size; i++)
        {
            positions[index(i)] = Long.MIN_VALUE;
        }
    }

    private int index(final int i)
    {
        final int index = head + i;
        return index < slots.length ? index : index - slots.length;
    }
}
