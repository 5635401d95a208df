package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndFactory;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import io.skein.perf.bench.end.Side;
import io.skein.perf.bench.system.BenchSystem;
import io.skein.perf.bench.system.Content;
import io.skein.perf.bench.system.FrameContent;
import io.skein.perf.bench.system.NumberContent;
import io.skein.perf.bench.system.StreamContent;
import io.skein.perf.bench.system.Systems;
import io.skein.perf.bench.system.Transport;

import java.util.List;
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

    /**
     * Name of the way of one frame: written, read, acknowledged.
     */
    public static final String HOP = "hop";

    /**
     * Name of the stream of bytes, an iteration at a time.
     */
    public static final String STREAM = "stream";

    /**
     * Name of the stream of bytes without a pause.
     */
    public static final String SUSTAINED_STREAM = "stream-sustained";

    /**
     * Name of the cutting of a payload, by one thread.
     */
    public static final String SLICE = "slice";

    /**
     * Name of the making of a payload, and of what may be done with it, by one thread.
     */
    public static final String CONSTRUCT = "construct";


    private static final Map<String, List<BenchSystem>> SYSTEMS = Map.of(
        RTT, Systems.CARRIERS,
        THROUGHPUT, Systems.CARRIERS,
        HOP, Systems.HOPPERS,
        STREAM, Systems.STREAMERS,
        SUSTAINED_STREAM, Systems.STREAMERS,
        SLICE, Systems.SLICERS,
        CONSTRUCT, Systems.BUILDERS);

    private static final Map<String, Scenario> BY_NAME = Map.of(
        RTT, (spec, transport) -> newPair(spec, transport, number(spec, spec.there()), number(spec, spec.back())),
        HOP, (spec, transport) -> newPair(
            spec, transport, new FrameContent(spec.payloadLength()), number(spec, spec.back())),
        SLICE, (spec, transport) -> new TimedEnd(
            spec, transport, number(spec, spec.there()), system(spec).isPollTimed()),
        CONSTRUCT, (spec, transport) -> new TimedEnd(
            spec, transport, number(spec, spec.there()), system(spec).isPollTimed()),
        THROUGHPUT, (spec, transport) -> Side.NEAR == spec.side() ?
            new PublishEnd(spec, transport, number(spec, spec.there())) :
            new ConsumeEnd(spec, transport, number(spec, spec.there()), null),
        STREAM, (spec, transport) -> Side.NEAR == spec.side() ?
            new IterateEnd(spec, transport, new StreamContent(spec.payloadLength())) :
            new ConsumeEnd(
                spec, transport, new StreamContent(spec.payloadLength()), new Acknowledgement(spec)),
        SUSTAINED_STREAM, (spec, transport) -> Side.NEAR == spec.side() ?
            new PublishEnd(spec, transport, new StreamContent(spec.payloadLength())) :
            new ConsumeEnd(spec, transport, new StreamContent(spec.payloadLength()), null));

    /**
     * Made by its name, in a class loader of its own.
     */
    public Scenarios()
    {
    }

    /**
     * @param scenario one of the names.
     * @return names of the systems that play it; the one that others are compared with is last.
     */
    public static List<String> systems(final String scenario)
    {
        return SYSTEMS.get(scenario).stream().map(BenchSystem::name).toList();
    }

    /**
     * @param scenario one of the names.
     * @return names of the systems that play it unless others are asked for; the last as in {@link #systems}.
     */
    public static List<String> usualSystems(final String scenario)
    {
        final List<BenchSystem> all = SYSTEMS.get(scenario);
        return (Systems.CARRIERS == all ? Systems.USUAL_CARRIERS : all).stream().map(BenchSystem::name).toList();
    }

    /**
     * @param spec of an end.
     * @return the system that it is of.
     */
    public static BenchSystem system(final EndSpec spec)
    {
        return Systems.find(SYSTEMS.get(spec.scenario()), spec.system());
    }

    /**
     * @param scenario one of the names.
     * @return whether it is about streams of bytes.
     */
    public static boolean isStream(final String scenario)
    {
        return STREAM.equals(scenario) || SUSTAINED_STREAM.equals(scenario);
    }

    private static End newPair(final EndSpec spec, final Transport transport, final Content there, final Content back)
    {
        return Side.NEAR == spec.side() ?
            new PingEnd(spec, transport, there, back) : new EchoEnd(spec, transport, there, back);
    }

    private static Content number(final EndSpec spec, final Route route)
    {
        return new NumberContent(route.payloadLength(), spec.isTouched());
    }

    @Override
    public End open(final EndSpec spec, final IntSupplier hook)
    {
        final Transport transport = system(spec).open(spec, hook);
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
