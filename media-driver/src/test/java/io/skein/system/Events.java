package io.skein.system;

import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.StateListener;
import org.agrona.ErrorHandler;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers states and errors.
 */
final class Events implements StateListener, ErrorHandler
{
    /**
     * Defaults, for machines that have other things to do as well.
     */
    static final SkeinOptions PATIENT = SkeinOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(60));

    private final List<State> states = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    SkeinOptions options()
    {
        return PATIENT.withStateListener(this).withErrorHandler(this);
    }

    List<State> states()
    {
        return states;
    }

    List<Throwable> errors()
    {
        return errors;
    }

    @Override
    public void onStateChange(final State from, final State to, final String reason)
    {
        states.add(to);
    }

    @Override
    public void onError(final Throwable throwable)
    {
        errors.add(throwable);
    }

    @Override
    public String toString()
    {
        return states + " " + errors;
    }
}
