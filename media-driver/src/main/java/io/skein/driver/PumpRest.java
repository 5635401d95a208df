package io.skein.driver;

/**
 * How long the pump rests between two looks: several times longer when it found nothing for a while. Work that comes
 * alone, as the driver's timers do every second, shortens the rest for a moment only; work that comes again and again
 * shortens it until it stops. Belongs to the pump.
 */
final class PumpRest
{
    /**
     * After so many looks at which there was nothing to do, the rests are long.
     */
    static final int LOOKS_BEFORE_LONG = 500;

    /**
     * What one look counts at which there was something to do.
     */
    static final int LOOKS_PER_WORK = 25;

    /**
     * How many times longer a long rest is.
     */
    static final int LONG_FACTOR = 16;

    private final long intervalNs;
    private int quietLooks;

    /**
     * @param intervalNs between two looks while there is something to do now and then.
     */
    PumpRest(final long intervalNs)
    {
        this.intervalNs = intervalNs;
    }

    /**
     * @param isQuiet whether there was nothing to do at the last look.
     * @return how long to rest until the next.
     */
    long afterLook(final boolean isQuiet)
    {
        quietLooks = isQuiet ?
            Math.min(LOOKS_BEFORE_LONG, quietLooks + 1) : Math.max(0, quietLooks - LOOKS_PER_WORK);
        return quietLooks < LOOKS_BEFORE_LONG ? intervalNs : intervalNs * LONG_FACTOR;
    }
}
