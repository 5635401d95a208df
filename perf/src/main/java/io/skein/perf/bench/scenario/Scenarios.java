package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndFactory;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Side;
import io.skein.perf.bench.system.Systems;
import io.skein.perf.bench.system.Transport;

import java.util.Map;
import java.util.function.IntSupplier;

/**
 * All scenarios by name, and the door through which isolated ends are made.
 */
public final class Scenarios implements EndFactory
{
    /**
     * Name of the round trip.
     */
    public static final String RTT = "rtt";
    /**
     * Name of the one way stream of messages.
     */
    public static final String THROUGHPUT = "throughput";

    private static final Map<String, Scenario> BY_NAME = Map.of(
        RTT, (spec, transport) -> Side.NEAR == spec.side() ?
            new PingEnd(spec, transport) : new EchoEnd(spec, transport),
        THROUGHPUT, (spec, transport) -> Side.NEAR == spec.side() ?
            new PublishEnd(spec, transport) : new ConsumeEnd(spec, transport));

    /**
     * Made by its name, in a class loader of its own.
     */
    public Scenarios()
    {
    }

    @Override
    public End open(final EndSpec spec, final IntSupplier hook)
    {
        final Transport transport = Systems.of(spec.system()).open(spec, hook);
        try
        {
            return BY_NAME.get(spec.scenario()).newEnd(spec, transport);
        }
        catch (final RuntimeException ex)
        {
            transport.close();
            throw ex;
        }
    }
}
