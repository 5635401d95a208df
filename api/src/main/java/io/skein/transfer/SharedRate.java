package io.skein.transfer;

import io.skein.ConfigurationException;

/**
 * A rate that all transfers of a process share, by {@link io.skein.SkeinOptions#withTransferRate}; several connections
 * may have the same. Each publisher with a transfer on its way gets an equal part of the total, but never less than the
 * floor: with many of them the total is exceeded rather than that one of them starves. Safe for any thread.
 */
public final class SharedRate
{
    private final long total;
    private final long floor;
    private int senders;
    private volatile long share;

    private SharedRate(final long total, final long floor)
    {
        this.total = total;
        this.floor = floor;
        share = total;
    }

    /**
     * @param bytesPerSecond of all publishers together, 1 or more.
     * @param floor          least for each of them in bytes per second, 1 to the total.
     * @return a rate to share.
     * @throws ConfigurationException when a value is out of range.
     */
    public static SharedRate of(final long bytesPerSecond, final long floor)
    {
        if (bytesPerSecond < 1 || floor < 1 || floor > bytesPerSecond)
        {
            throw new ConfigurationException("a shared rate of " + bytesPerSecond + " bytes/s with a floor of " +
                floor + " is out of range: give a total of 1 or more, and a floor of 1 to the total");
        }
        return new SharedRate(bytesPerSecond, floor);
    }

    /**
     * @return bytes per second of all together.
     */
    public long bytesPerSecond()
    {
        return total;
    }

    /**
     * @return bytes per second that each publisher with a transfer on its way may send now.
     */
    public long share()
    {
        return share;
    }

    /**
     * A publisher begins to send; {@link #leave()} must follow. For Skein.
     */
    public synchronized void join()
    {
        ++senders;
        update();
    }

    /**
     * A publisher has nothing more to send. For Skein.
     */
    public synchronized void leave()
    {
        --senders;
        update();
    }

    private void update()
    {
        share = Math.max(floor, total / Math.max(1, senders));
    }
}
