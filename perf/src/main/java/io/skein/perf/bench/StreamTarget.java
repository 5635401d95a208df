package io.skein.perf.bench;

import java.util.List;

/**
 * What P7 is about.
 */
final class StreamTarget
{
    /**
     * Chunks in bytes.
     */
    static final List<Integer> SIZES = List.of(1_024, 4_096, 16_384, 65_536);

    private StreamTarget()
    {
    }
}
