package io.skein.perf.trace;

import io.skein.trace.Stamp;

/**
 * Parts of a hop, each from one moment to the next that is known.
 */
enum Segment
{
    /**
     * Copying into the log.
     */
    PUBLISH("published", "in log", Stamp.PUBLISHED, Stamp.IN_LOG),

    /**
     * On the way, and until the subscriber polled.
     */
    WAY("in log", "received", Stamp.IN_LOG, Stamp.RECEIVED),

    /**
     * Both, of messages that do not say when they were in the log, as they are several frames.
     */
    PUBLISH_AND_WAY("published", "received", Stamp.PUBLISHED, Stamp.RECEIVED),

    /**
     * What a pool needs to be mapped.
     */
    FIND("received", "handler start", Stamp.RECEIVED, Stamp.HANDLER_START),

    /**
     * The stage's work.
     */
    HANDLE("handler start", "forwarded", Stamp.HANDLER_START, Stamp.FORWARDED);

    private final String beginName;
    private final String endName;
    private final Stamp begin;
    private final Stamp end;

    Segment(final String beginName, final String endName, final Stamp begin, final Stamp end)
    {
        this.beginName = beginName;
        this.endName = endName;
        this.begin = begin;
        this.end = end;
    }

    String beginName()
    {
        return beginName;
    }

    String endName()
    {
        return endName;
    }

    Stamp begin()
    {
        return begin;
    }

    Stamp end()
    {
        return end;
    }

    /**
     * @return whether it ends by the clock of the subscriber's host, and begins by that of the publisher's.
     */
    boolean isBetweenHosts()
    {
        return WAY == this || PUBLISH_AND_WAY == this;
    }
}
