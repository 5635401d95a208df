package io.skein.trace;

/**
 * Something that a stage does with a message, from {@link TraceView#span} to {@link #close()}. Belongs to the thread
 * that has the message.
 */
@FunctionalInterface
public interface TraceSpan extends AutoCloseable
{
    /**
     * It is done, now. Does nothing when it was done already, or the message has ended.
     */
    @Override
    void close();
}
