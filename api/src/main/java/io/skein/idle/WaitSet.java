package io.skein.idle;

import io.skein.message.Subscriber;
import io.skein.stream.ByteStreamReader;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits on many subscribers, streams and timers at once, and tells which have something to do. Belongs to one thread,
 * which also polls them. From {@link io.skein.Skein#newWaitSet()}; waits by the strategy of the options.
 * <pre>{@code
 * final WaitSet set = skein.newWaitSet();
 * set.add(frames);
 * set.add(commands);
 * final WaitSet.Timer tick = set.addTimer(Duration.ofSeconds(1));
 * while (running)
 * {
 *     set.await(Duration.ofSeconds(5), (ready) ->
 *     {
 *         if (ready == frames) { frames.poll(handler, 10); }
 *         ...
 *     });
 * }
 * }</pre>
 */
public interface WaitSet
{
    /**
     * @param subscriber to wait on, of the same {@code Skein}; ready while there may be something to poll, also a part
     *                   of a message whose rest is on its way, and for good once it is closed: remove it then.
     * @throws IllegalArgumentException when it is of another {@code Skein}.
     */
    void add(Subscriber subscriber);

    /**
     * @param reader to wait on, of the same {@code Skein}; ready while there may be something to read, and for good at
     * the
     *               end of the stream, after a failure and once it is closed: remove it then.
     * @throws IllegalArgumentException when it is of another {@code Skein}.
     */
    void add(ByteStreamReader reader);

    /**
     * @param period until it is ready, again and again; what is missed is made up for once.
     * @return ready when the time is up.
     * @throws IllegalArgumentException when the period is not positive.
     */
    Timer addTimer(Duration period);

    /**
     * @param member that was added; another is ignored.
     */
    void remove(Object member);

    /**
     * Wait until something is ready. What still has something to do after the last wait is ready again at once.
     *
     * @param timeout longest wait.
     * @param handler gets each that is ready, on the calling thread; may add and remove.
     * @return how many were ready; 0 when the time is up.
     * @throws io.skein.InterruptedWaitException when the thread is interrupted; its flag stays set.
     * @throws IllegalStateException             when called from within the handler.
     */
    int await(Duration timeout, Consumer<Object> handler);

    /**
     * A timer of a wait set, told from others by identity.
     */
    interface Timer
    {
        /**
         * @return time between two times that it is ready.
         */
        Duration period();
    }
}
