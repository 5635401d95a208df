package io.skein.internal.pool;

import io.skein.PoolException;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

import java.nio.file.Path;

/**
 * The pools that one subscriber has met. Belongs to the polling thread; once the subscriber is closed, to whoever
 * closes it.
 */
public final class PoolReaders
{
    private static final int MAX_UNREACHABLE = 64;

    private final Path directory;
    private final boolean preTouch;
    private final Long2ObjectHashMap<PoolReader> readers = new Long2ObjectHashMap<>();
    private final LongHashSet idle = new LongHashSet();
    private final LongHashSet unreachable = new LongHashSet();
    private PoolReader last;
    private long lastId;
    private boolean isClosed;

    /**
     * @param directory that pools are in.
     * @param preTouch  whether to touch every page of a pool when it is met.
     */
    public PoolReaders(final Path directory, final boolean preTouch)
    {
        this.directory = directory;
        this.preTouch = preTouch;
    }

    /**
     * @param poolId that a descriptor names.
     * @return the pool, or null when it was found to be out of reach before.
     * @throws PoolException when it is out of reach, once.
     */
    public PoolReader find(final long poolId)
    {
        return poolId == lastId && null != last ? last : lookUp(poolId);
    }

    private PoolReader lookUp(final long poolId)
    {
        PoolReader reader = readers.get(poolId);
        if (null == reader)
        {
            if (isClosed || unreachable.contains(poolId))
            {
                return null;
            }
            // Whoever sends ids that lead nowhere must not make this grow.
            if (unreachable.size() >= MAX_UNREACHABLE)
            {
                unreachable.clear();
            }
            unreachable.add(poolId);
            reader = PoolReader.acquire(directory, poolId, preTouch);
            unreachable.remove(poolId);
            releaseIdle();
            readers.put(poolId, reader);
        }
        else
        {
            idle.remove(poolId);
        }
        last = reader;
        lastId = poolId;
        return reader;
    }

    /**
     * A publisher forwards the messages of one that comes anew again and again, each time with another pool: let go of
     * those that were gone and not used since a new one was met before. Not of others, as messages that name them may
     * still be unread in another log.
     */
    private void releaseIdle()
    {
        last = null;
        readers.values().removeIf((reader) ->
        {
            final boolean isIdle = reader.isGone() && !idle.add(reader.poolId());
            if (isIdle)
            {
                idle.remove(reader.poolId());
                reader.release();
            }
            return isIdle;
        });
    }

    /**
     * Publishers have come: try again what was out of reach.
     */
    public void onPublisher()
    {
        unreachable.clear();
    }

    /**
     * Publishers have gone: let go of pools that are gone. No view of the subscriber is in use.
     */
    public void onPublisherGone()
    {
        last = null;
        readers.values().removeIf((reader) ->
        {
            final boolean isGone = reader.isGone();
            if (isGone)
            {
                idle.remove(reader.poolId());
                reader.release();
            }
            return isGone;
        });
    }

    /**
     * Let go of all. No view of the subscriber is in use, and none will be.
     */
    public void close()
    {
        isClosed = true;
        last = null;
        readers.values().forEach(PoolReader::release);
        readers.clear();
    }
}
