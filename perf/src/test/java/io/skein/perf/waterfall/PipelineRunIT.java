package io.skein.perf.waterfall;

import io.skein.SkeinException;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Runs that end although a stage does not go on.
 */
@Timeout(60)
class PipelineRunIT
{
    private static final TensorType SMALL = TensorType.of(DataType.UINT8, 8, 8, 3);

    @Test
    void shouldEndWhenAHandlerThrowsAnError()
    {
        final List<TensorType> types = new AbstractList<>()
        {
            @Override
            public TensorType get(final int index)
            {
                if ("waterfall-1".equals(Thread.currentThread().getName()))
                {
                    throw new NoSuchMethodError("of an older commit");
                }
                return SMALL;
            }

            @Override
            public int size()
            {
                return 2;
            }
        };
        final PipelineRun run = new PipelineRun(new Pipeline("small", "Small", types, 0), 0, 10, (done) -> { });
        assertEquals("of an older commit", assertThrows(NoSuchMethodError.class, run::run).getMessage());
    }

    @Test
    void shouldEndWhenNothingMovesAnyMore()
    {
        final CountDownLatch latch = new CountDownLatch(1);
        final PipelineRun run = new PipelineRun(small(), 0, 10, (done) -> await(latch), Duration.ofMillis(200));
        final String message = assertThrows(SkeinException.class, run::run).getMessage();
        latch.countDown();
        assertTrue(message.startsWith("the pipeline small stands still: no stage has taken a frame for 200 ms"),
            message);
    }

    @Test
    void shouldEndWhenItsThreadIsInterrupted()
    {
        final Thread self = Thread.currentThread();
        final PipelineRun run = new PipelineRun(small(), 0, 1_000_000, (done) ->
        {
            if (3 == done)
            {
                self.interrupt();
            }
        });
        assertEquals("the pipeline small was interrupted", assertThrows(SkeinException.class, run::run).getMessage());
        assertTrue(Thread.interrupted());
    }

    private static Pipeline small()
    {
        return new Pipeline("small", "Small", List.of(SMALL, SMALL), 0);
    }

    private static void await(final CountDownLatch latch)
    {
        try
        {
            latch.await();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("over");
    }
}
