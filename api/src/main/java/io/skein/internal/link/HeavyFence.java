package io.skein.internal.link;

/**
 * The expensive half of an asymmetric fence.
 * <p>
 * A hot path announces itself with a plain store and then loads a flag; without a fence between the two a processor may
 * load first. Instead of paying for a fence on every operation, the rare other side sets the flag and then brings every
 * Java thread to a safepoint. A thread that went through it has its earlier stores visible, and its later loads see
 * the flag (docs/adr/0002-close-gate.md).
 */
final class HeavyFence
{
    private HeavyFence()
    {
    }

    /**
     * Order what this thread did before against what every other thread does next. Takes up to milliseconds.
     */
    static void run()
    {
        // sync: gate. A dump of all threads is the one operation of the platform that is specified to see each of them
        // at a consistent point; HotSpot runs it at a global safepoint.
        Thread.getAllStackTraces();
    }
}
