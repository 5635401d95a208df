package io.skein.internal.link;

import io.aeron.AeronCounters;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.util.ArrayList;
import java.util.List;

/**
 * What closed publishers have left in their logs for subscribers to read, by the driver's position counters.
 * Belongs to the {@link ClientSupervisor}'s thread.
 */
final class Drain
{
    // Key of the driver's stream counters: registration id (8), session id (4), stream id (4), channel.
    private static final int SESSION_ID_OFFSET = 8;
    private static final int STREAM_ID_OFFSET = 12;

    private final List<Log> logs = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    boolean isEmpty()
    {
        return logs.isEmpty();
    }

    void add(final int sessionId, final int streamId, final long position)
    {
        logs.add(new Log(sessionId, streamId, position));
    }

    /**
     * Run something as soon as no closed log of a stream is unread: now, or when it is, or when nobody can read it any
     * more.
     */
    void whenRead(final int streamId, final Runnable action)
    {
        waiting.add(new Waiting(streamId, action));
        runWaiting();
    }

    void clear()
    {
        logs.clear();
        runWaiting();
    }

    void update(final CountersReader counters)
    {
        if (!logs.isEmpty())
        {
            logs.removeIf((log) -> isRead(log, counters));
            runWaiting();
        }
    }

    private void runWaiting()
    {
        waiting.removeIf((item) ->
        {
            final boolean isRead = logs.stream().noneMatch((log) -> log.streamId == item.streamId);
            if (isRead)
            {
                item.action.run();
            }
            return isRead;
        });
    }

    private static boolean isRead(final Log log, final CountersReader counters)
    {
        final boolean[] isRead = {true};
        counters.forEach((counterId, typeId, key, label) ->
        {
            if (isPositionOfReader(typeId) && log.isOf(key) && counters.getCounterValue(counterId) < log.position)
            {
                isRead[0] = false;
            }
        });
        return isRead[0];
    }

    private static boolean isPositionOfReader(final int typeId)
    {
        return AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID == typeId ||
            AeronCounters.DRIVER_SENDER_POSITION_TYPE_ID == typeId;
    }

    private record Waiting(int streamId, Runnable action)
    {
    }

    private record Log(int sessionId, int streamId, long position)
    {
        private boolean isOf(final DirectBuffer key)
        {
            return key.getInt(SESSION_ID_OFFSET) == sessionId && key.getInt(STREAM_ID_OFFSET) == streamId;
        }
    }
}
