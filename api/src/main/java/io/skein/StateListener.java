package io.skein;

/**
 * Told when a {@link Skein} changes state.
 */
@FunctionalInterface
public interface StateListener
{
    /**
     * Does nothing.
     */
    StateListener NONE = (from, to, reason) ->
    {
    };

    /**
     * Called on Skein's own thread, in order; must return soon. What it throws goes to the error handler.
     *
     * @param from   state before.
     * @param to     state now.
     * @param reason what happened, one line.
     */
    void onStateChange(State from, State to, String reason);
}
