package io.skein.trace;

/**
 * Is told of every message that a traced subscriber has handled.
 */
@FunctionalInterface
public interface TraceHandler
{
    /**
     * Called on the polling thread right after the message's handler, also if that threw. The message is still there,
     * so the next one waits. What this throws goes to the error handler.
     *
     * @param trace of the message, {@link Stamp#HANDLER_END} included; valid during this call.
     */
    void onTrace(TraceView trace);
}
