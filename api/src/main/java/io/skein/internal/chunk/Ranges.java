package io.skein.internal.chunk;

import io.skein.transfer.ArrivedRange;
import io.skein.transfer.ByteRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which bytes of a payload have arrived, as runs in order that do not touch, each with the CRC32C of its bytes if that
 * is wanted. What comes in order costs a look at the run that grew last. Bounded: see {@link #MAX_RUNS}.
 */
public final class Ranges
{
    /**
     * Most runs: what would need more is refused.
     */
    public static final int MAX_RUNS = 1024;

    private static final int INITIAL_RUNS = 8;

    private final Crc32c combiner = new Crc32c();
    private long[] from = new long[INITIAL_RUNS];
    private long[] to = new long[INITIAL_RUNS];
    private int[] crc = new int[INITIAL_RUNS];
    private boolean hasChecksum;
    private int count;
    private int last;
    private long total;

    /**
     * Nothing has arrived.
     */
    public Ranges()
    {
    }

    /**
     * Forget everything.
     *
     * @param newHasChecksum whether the checksum of what arrives is wanted.
     */
    public void clear(final boolean newHasChecksum)
    {
        hasChecksum = newHasChecksum;
        count = 0;
        last = 0;
        total = 0;
    }

    /**
     * @return bytes that have arrived.
     */
    public long total()
    {
        return total;
    }

    /**
     * @return bytes from 0 on that have arrived.
     */
    public long contiguous()
    {
        return count > 0 && 0 == from[0] ? to[0] : 0;
    }

    /**
     * @return number of runs.
     */
    public int count()
    {
        return count;
    }

    /**
     * @return behind the last byte of all; there is one.
     */
    long end()
    {
        return to[count - 1];
    }

    /**
     * @return the runs, in order.
     */
    public List<ArrivedRange> arrived()
    {
        final List<ArrivedRange> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
        {
            runs.add(new ArrivedRange(from[i], to[i] - from[i], crc[i]));
        }
        return runs;
    }

    /**
     * @param most runs to tell.
     * @return the longest ones, in order.
     */
    public List<ByteRange> longest(final int most)
    {
        return IntStream.range(0, count)
            .mapToObj((i) -> new ByteRange(from[i], to[i] - from[i]))
            .sorted(Comparator.comparingLong(ByteRange::length).reversed()).limit(most)
            .sorted(Comparator.comparingLong(ByteRange::offset)).toList();
    }

    /**
     * @return CRC32C of the first run.
     */
    public int checksum()
    {
        return count > 0 ? crc[0] : 0;
    }

    /**
     * @param offset of a byte, 0 or more.
     * @return the first byte at or behind it that has not arrived.
     */
    public long firstMissing(final long offset)
    {
        final int index = indexOf(offset);
        return index >= 0 && offset < to[index] ? to[index] : offset;
    }

    /**
     * @param missing of a byte that has not arrived.
     * @param limit   behind it.
     * @return the first byte behind it that has arrived, or the limit.
     */
    public long endOfGap(final long missing, final long limit)
    {
        final int next = indexOf(missing) + 1;
        return next < count ? Math.min(limit, from[next]) : limit;
    }

    /**
     * Bytes have arrived of which none had before.
     *
     * @param begin    of the first byte.
     * @param end      behind the last, and behind the first.
     * @param checksum CRC32C of these bytes, or anything if it is not wanted.
     * @return false when there would be too many runs: nothing has changed.
     */
    public boolean add(final long begin, final long end, final int checksum)
    {
        final int index = indexOf(begin);
        final boolean growsBefore = index >= 0 && to[index] == begin;
        final boolean growsBehind = index + 1 < count && from[index + 1] == end;
        if (growsBefore)
        {
            extend(index, end, checksum);
            if (growsBehind)
            {
                extend(index, to[index + 1], crc[index + 1]);
                remove(index + 1);
            }
            last = index;
        }
        else if (growsBehind)
        {
            final int behind = index + 1;
            crc[behind] = combine(checksum, crc[behind], to[behind] - from[behind]);
            from[behind] = begin;
            last = behind;
        }
        else if (!insert(index + 1, begin, end, checksum))
        {
            return false;
        }
        total += end - begin;
        return true;
    }

    /**
     * @param limit behind the last byte there is.
     * @param most  gaps to tell.
     * @return the gaps, in order.
     */
    public List<ByteRange> missing(final long limit, final int most)
    {
        final List<ByteRange> gaps = new ArrayList<>();
        long offset = firstMissing(0);
        while (offset < limit && gaps.size() < most)
        {
            final long end = endOfGap(offset, limit);
            gaps.add(new ByteRange(offset, end - offset));
            offset = firstMissing(end);
        }
        return gaps;
    }

    /**
     * @return the last run that begins at or before an offset, or -1.
     */
    private int indexOf(final long offset)
    {
        if (last < count && from[last] <= offset && (last + 1 == count || from[last + 1] > offset))
        {
            return last;
        }
        int low = 0;
        int high = count - 1;
        while (low <= high)
        {
            final int middle = low + high >>> 1;
            if (from[middle] <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }
        return high;
    }

    private void extend(final int index, final long end, final int checksum)
    {
        crc[index] = combine(crc[index], checksum, end - to[index]);
        to[index] = end;
    }

    private int combine(final int first, final int second, final long length)
    {
        return hasChecksum ? combiner.combine(first, second, length) : 0;
    }

    private boolean insert(final int index, final long begin, final long end, final int checksum)
    {
        if (MAX_RUNS == count)
        {
            return false;
        }
        if (from.length == count)
        {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            crc = Arrays.copyOf(crc, 2 * count);
        }
        move(index, index + 1);
        from[index] = begin;
        to[index] = end;
        crc[index] = checksum;
        count++;
        last = index;
        return true;
    }

    private void remove(final int index)
    {
        move(index + 1, index);
        count--;
    }

    private void move(final int source, final int target)
    {
        System.arraycopy(from, source, from, target, count - source);
        System.arraycopy(to, source, to, target, count - source);
        System.arraycopy(crc, source, crc, target, count - source);
    }
}
