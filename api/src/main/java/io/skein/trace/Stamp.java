package io.skein.trace;

/**
 * The moments of one hop, that is of a message's way from one stage to the next, in order.
 */
public enum Stamp
{
    /**
     * It was committed, offered or forwarded. By the clock of the publisher's host.
     */
    PUBLISHED,

    /**
     * It was about to be seen in the log: what took long since then was on the way, what took long before was copying.
     * Taken together with {@link #PUBLISHED} where nothing is copied. Unknown for what takes several frames of the log.
     * By the clock of the publisher's host.
     */
    IN_LOG,

    /**
     * The subscriber saw it. The same as {@link #HANDLER_START}, as nothing is done in between, but for the first
     * message in a slot of a pool, which has to be mapped. By the clock of the subscriber's host, like all that follow.
     */
    RECEIVED,

    /**
     * The handler was called.
     */
    HANDLER_START,

    /**
     * The handler returned. Known to its own process alone, in a {@link TraceHandler}: a message that is forwarded has
     * left by then.
     */
    HANDLER_END,

    /**
     * The stage published the message that the trace goes on with: {@link #PUBLISHED} of the next hop. Unknown for the
     * last hop.
     */
    FORWARDED
}
