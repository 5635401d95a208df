package io.skein.perf.bench;

/**
 * Sizes that targets are about; the targets themselves are in {@link io.skein.perf.report.Targets}.
 */
final class Target
{
    /**
     * Smallest message that targets are about.
     */
    static final int SMALL = 64;

    /**
     * Loan that others are compared with.
     */
    static final int SMALL_LOAN = 4096;

    /**
     * 3840 x 2160 pixels of 3 bytes.
     */
    static final int FRAME = 24_883_200;

    /**
     * 40 B and 11,796,488 B.
     */
    static final int LARGE_PAYLOAD = 11_796_528;

    /**
     * 40 B and 1 MiB.
     */
    static final int SMALL_PAYLOAD = 1_048_616;

    /**
     * 16 MiB less what header and padding may take of Aeron's longest message.
     */
    static final int LARGE_MESSAGE = (16 << 20) - 128;

    private Target()
    {
    }
}
