package io.skein.perf.bench;

import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.CooperativeHook;
import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Side;

import java.util.function.IntSupplier;

/**
 * The driver, the channels and the waiting that all systems of a run share.
 */
final class Arrangement implements AutoCloseable
{
    private final BenchOptions options;
    private final EmbeddedDriver driver;
    private final CooperativeHook hook;
    private final Routing routing;

    private Arrangement(final BenchOptions options, final EmbeddedDriver driver)
    {
        this.options = options;
        this.driver = driver;
        hook = driver.connection().hook();
        routing = new Routing(options, driver.profile());
    }

    static Arrangement launch(final BenchOptions options)
    {
        return new Arrangement(options, EmbeddedDriver.launch(DriverProfile.named(options.driver())));
    }

    /**
     * @return how an idle thread of this process runs the driver.
     */
    IntSupplier hook()
    {
        return hook::runDutyCycle;
    }

    /**
     * @return which way messages go.
     */
    Routing routing()
    {
        return routing;
    }

    /**
     * @param system that will be used.
     * @param size   of the payload in bytes.
     * @return what its near end must know; streams and ports that nobody else uses.
     */
    EndSpec newSpec(final String system, final int size)
    {
        return new EndSpec(
            system,
            options.scenario(),
            Side.NEAR,
            driver.aeronDirectory().toString(),
            routing.newRouteThere(system, size),
            routing.newRouteBack(system, size),
            options.slots(),
            options.isTouched(),
            WaitStrategy.forThisMachine().name());
    }

    @Override
    public void close()
    {
        driver.close();
    }
}
