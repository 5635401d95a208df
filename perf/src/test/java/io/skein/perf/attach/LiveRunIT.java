package io.skein.perf.attach;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.function.BiFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Ends that fail end the run long before its time is over.
 */
@Timeout(60)
class LiveRunIT
{
    private static final Pace PACE = new Pace(0, 10, 0.1);
    private static final Topic TOPIC = Topic.message("failing");

    @Test
    void shouldEndInOneLineWhenAnEndFailsWithAnError()
    {
        assertEquals("Failing failed: java.lang.NoSuchMethodError: gone",
            messageOf((skein, state) -> new Failing()));
    }

    @Test
    void shouldEndInOneLineWhenAHandlerThrows()
    {
        final String message = messageOf((skein, state) ->
        {
            final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            final TopicListener listener = new TopicListener(skein, TOPIC, (view) ->
            {
                throw new NoSuchMethodError("gone");
            });
            return () -> publishAndPoll(publisher, listener, state);
        });
        assertTrue(message.startsWith("the handler of topic failing threw"), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static void publishAndPoll(
        final MessagePublisher publisher, final TopicListener listener, final RunState state)
    {
        final Claim claim = publisher.newClaim();
        while (!state.isOver())
        {
            if (publisher.tryClaim(Long.BYTES, claim) > 0)
            {
                claim.commit();
            }
            listener.poll();
            Thread.yield();
        }
    }

    private static String messageOf(final BiFunction<Skein, RunState, Runnable> end)
    {
        return assertThrows(SkeinException.class, () -> new LiveRun(PACE, null).run(new OneEnd(end))).getMessage();
    }

    private static final class Failing implements Runnable
    {
        @Override
        public void run()
        {
            throw new NoSuchMethodError("gone");
        }
    }

    private record OneEnd(BiFunction<Skein, RunState, Runnable> end) implements Watched
    {
        @Override
        public List<Runnable> ends(final Skein skein, final RunState state)
        {
            return List.of(end.apply(skein, state));
        }

        @Override
        public void begin()
        {
            // Nothing is written.
        }

        @Override
        public void look(final long elapsedNs)
        {
            // Nothing is shown.
        }

        @Override
        public int finish(final long elapsedNs, final boolean isStopped)
        {
            return 0;
        }
    }
}
