package io.skein.internal.pool;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SlotQueueTest
{
    @Property
    void shouldBehaveLikeAQueueWhenItWraps(
        @ForAll @IntRange(min = 1, max = 5) final int capacity,
        @ForAll @Size(max = 60) final List<Boolean> isAdding)
    {
        final SlotQueue queue = new SlotQueue(capacity);
        final Queue<Integer> model = new ArrayDeque<>();
        int next = 0;
        for (final boolean isAdd : isAdding)
        {
            if (isAdd && model.size() < capacity)
            {
                queue.add(next, 64L * next, -next);
                model.add(next++);
            }
            else if (!isAdd && !model.isEmpty())
            {
                queue.remove();
                model.remove();
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.isEmpty(), queue.isEmpty());
            if (!model.isEmpty())
            {
                assertEquals(model.peek(), queue.slot());
                assertEquals(64L * model.peek(), queue.position());
                assertEquals(-model.peek(), queue.sessionId());
            }
        }
    }
}
