package io.skein.perf.bench.system;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Skein's clients, one for each end.
 */
final class Clients
{
    private Clients()
    {
    }

    /**
     * @param spec of the end.
     * @param hook runs one duty cycle of the driver.
     * @return connected. Its close does not wait for readers: when an end is closed, all of its messages have been
     *     counted at the other, which polls no more.
     */
    static Skein connect(final EndSpec spec, final IntSupplier hook)
    {
        return Skein.connect(
            new Connection(Path.of(spec.aeronDirectory()), hook::getAsInt),
            SkeinOptions.DEFAULTS.withWaitStrategy(WaitStrategy.of(spec.waitStrategy()))
                .withCloseTimeout(Duration.ZERO));
    }
}
