package io.skein.internal.bell;

/**
 * A subscription as somebody sees it who sleeps until something comes from it.
 */
public interface Source
{
    /**
     * @return stream id of the topic.
     */
    int streamId();

    /**
     * @return whether the calling thread was the last to poll it.
     */
    boolean isPolledByCaller();

    /**
     * @return publishers that are connected: what {@link Bells#stream} says for those that share memory with this
     * process, and 0 for others. From any thread.
     */
    long[] streams();
}
