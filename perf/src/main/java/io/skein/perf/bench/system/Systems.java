package io.skein.perf.bench.system;

import java.util.List;

/**
 * All systems. In each list the one that others are compared with is last.
 */
public final class Systems
{
    /**
     * Those that carry messages.
     */
    public static final List<BenchSystem> CARRIERS = List.of(
        new SkeinSystem(), new JeromqSystem(), new ChronicleSystem(), new SocketSystem(), new AeronSystem());

    /**
     * Those of them that nobody has to ask for.
     */
    public static final List<BenchSystem> USUAL_CARRIERS =
        List.of(find(CARRIERS, SkeinSystem.NAME), find(CARRIERS, AeronSystem.NAME));

    /**
     * Skein, the bare hand-over, and the bare work of a hop.
     */
    public static final List<BenchSystem> HOPPERS =
        List.of(new SkeinSystem(), new HandOverSystem(), new MemcpySystem());

    /**
     * Those that cut a payload into slices.
     */
    public static final List<BenchSystem> SLICERS =
        List.of(new Work(SkeinSystem.NAME, SliceWork::new), new Work(SliceWork.NEXT, SliceWork::new),
            new Work(SliceWork.COPY, SliceWork::new));

    /**
     * Payloads made, offered, read, and their bare bytes copied.
     */
    public static final List<BenchSystem> BUILDERS = List.of(
        new Work(SkeinSystem.NAME, ConstructWork::new),
        new Work(ConstructWork.BORROW, ConstructWork::new),
        new Work(OfferWork.OFFER, OfferWork::new),
        new Work(OfferWork.READ, true, OfferWork::new),
        new Work(MemcpySystem.NAME, ConstructWork::new));

    /**
     * Those that carry streams of bytes.
     */
    public static final List<BenchSystem> STREAMERS =
        List.of(new SkeinStreamSystem(), new PipeSystem(), new AeronStreamSystem());

    private Systems()
    {
    }

    /**
     * @param systems to choose from.
     * @param name    of one of them.
     * @return the system.
     */
    public static BenchSystem find(final List<BenchSystem> systems, final String name)
    {
        return systems.stream().filter((system) -> system.name().equals(name)).findFirst().orElseThrow();
    }
}
