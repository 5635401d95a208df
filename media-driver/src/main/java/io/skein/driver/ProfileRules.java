package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.skein.driver.DriverProperty.Value;

import java.util.List;
import java.util.Map;

/**
 * What must hold between properties of a profile. Aeron refuses most of this too, but later, and without saying which
 * line to change.
 */
final class ProfileRules
{
    private final Map<String, Value<?>> values;
    private final String source;
    private final List<String> errors;
    private final MediaDriver.Context defaults = new MediaDriver.Context();

    private ProfileRules(final Map<String, Value<?>> values, final String source, final List<String> errors)
    {
        this.values = values;
        this.source = source;
        this.errors = errors;
    }

    static void check(final Map<String, Value<?>> values, final String source, final List<String> errors)
    {
        final ProfileRules rules = new ProfileRules(values, source, errors);
        rules.atMost(DriverProperties.MTU, DriverProperties.TERM_LENGTH, 8, false);
        rules.atMost(DriverProperties.IPC_MTU, DriverProperties.IPC_TERM_LENGTH, 8, false);
        rules.atMost(DriverProperties.MTU, DriverProperties.WINDOW, 1, false);
        rules.atMost(DriverProperties.MTU, DriverProperties.SNDBUF, 1, true);
        rules.atMost(DriverProperties.WINDOW, DriverProperties.RCVBUF, 1, true);
        rules.lessThan(DriverProperties.CLIENT_LIVENESS_TIMEOUT, DriverProperties.UNBLOCK_TIMEOUT);
        rules.lessThan(DriverProperties.TIMER_INTERVAL, DriverProperties.CLIENT_LIVENESS_TIMEOUT);
        rules.lessThan(DriverProperties.TIMER_INTERVAL, DriverProperties.DRIVER_TIMEOUT);
    }

    private void atMost(final String small, final String large, final int divisor, final boolean zeroIsUnset)
    {
        final long limit = value(large);
        if (value(small) > limit / divisor && !(zeroIsUnset && 0 == limit))
        {
            errors.add(where(small, large) + small + " = " + text(small) + " is more than " +
                (1 == divisor ? "" : "an eighth of ") + large + " = " + text(large) + "; lower " + small +
                " or raise " + large);
        }
    }

    private void lessThan(final String small, final String large)
    {
        if (value(small) >= value(large))
        {
            errors.add(where(small, large) + small + " = " + text(small) + " is not less than " + large + " = " +
                text(large) + "; lower " + small + " or raise " + large);
        }
    }

    private String where(final String first, final String second)
    {
        final Value<?> at = values.getOrDefault(first, values.get(second));
        return (null == at ? source : at.origin()) + ": ";
    }

    private long value(final String key)
    {
        final Value<?> value = values.get(key);
        return (Long)(null == value ? DriverProperties.find(key).getter().apply(defaults) : value.value());
    }

    private String text(final String key)
    {
        final Value<?> value = values.get(key);
        return null == value ? DriverProperties.find(key).defaultText(defaults) : value.text();
    }
}
