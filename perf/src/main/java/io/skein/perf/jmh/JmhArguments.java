package io.skein.perf.jmh;

/**
 * What the measured processes are started with.
 */
final class JmhArguments
{
    /**
     * Agrona reads memory through jdk.internal.misc.
     */
    static final String ADD_OPENS = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private JmhArguments()
    {
    }
}
