package io.skein.perf.report;

import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Skein has set itself, and what it reached.
 *
 * @param id       of the target.
 * @param what     it is about.
 * @param measured figure, or why there is none.
 * @param limit    that it shall keep.
 * @param word     {@code met}, {@code MISSED} or {@code not measured}.
 * @param command  that takes the figure by itself.
 */
record Verdict(String id, String what, String measured, String limit, String word, String command)
{
    private static final int SMALL = 64;
    private static final int FRAME = 24_883_200;
    private static final int MIB = 1 << 20;
    private static final double REHEARSED = 0.9;
    private static final double NOTHING = 0.000_5;
    private static final JsonObject NO_ROW = new JsonObject();
    private static final int[] CHUNKS = {1 << 10, 1 << 12, 1 << 14, 1 << 16};
    private static final double[] CHUNK_AIMS = {2.5 * 6.2, 2.5 * 5.9, 2.5 * 6.5, 1.5 * 12.5};

    static List<Verdict> all(final Run run)
    {
        final List<Verdict> verdicts = new ArrayList<>();
        final String rtt = "./skein bench rtt";
        verdicts.add(ratio(run, "P1", "rtt", "ipc", SMALL, "p50Ns", 1.10, rtt));
        verdicts.add(ratio(run, "P1", "rtt", "ipc", SMALL, "p99Ns", 1.25, rtt));
        final String throughput = "./skein bench throughput --sizes 64,1024";
        verdicts.add(ratio(run, "P2", "throughput", "ipc", SMALL, "messagesPerSecond", 0.90, throughput));
        verdicts.add(ratio(run, "P2", "throughput", "ipc", 1 << 10, "messagesPerSecond", 0.90, throughput));
        addLoans(run, verdicts);
        verdicts.add(of("P4", "hop of 24.9 MB / memcpy and read, p50",
            ratio(row(run, "hop", "skein", FRAME, 1), row(run, "hop", "memcpy", FRAME, 1), "p50Ns"), 1.10, false,
            "%.2f", "./skein bench hop"));
        final String construct = "./skein bench construct";
        verdicts.add(of("P5", "payload of two segments made, ns", figure(run, "construct", "skein", 11_796_528, 1,
            "p50Ns"), 100, false, "%.0f", construct));
        verdicts.add(of("P5", "the same offered / memcpy, p50", ratio(
            row(run, "construct", "offer", 11_796_528, 1), row(run, "construct", "memcpy", 11_796_528, 1), "p50Ns"),
            1.25, false, "%.2f", construct));
        verdicts.add(of("P6", "1 MiB into slices, ns", figure(run, "slice", "skein", MIB, 1, "p50Ns"), 1_700, false,
            "%.0f", "./skein bench slice"));
        final String stream = "./skein bench stream";
        for (int i = 0; i < CHUNKS.length; i++)
        {
            verdicts.add(of("P7", "stream, chunks of " + CHUNKS[i] + " B, GB/s", figure(run, "stream", "skein",
                CHUNKS[i], 1, "gigabytesPerSecond"), CHUNK_AIMS[i], true, "%.2f", stream));
            verdicts.add(of("P7", "the same / raw Aeron", ratio(row(run, "stream", "skein", CHUNKS[i], 1),
                row(run, "stream", "aeron", CHUNKS[i], 1), "messagesPerSecond"), 0.90, true, "%.2f", stream));
        }
        final String camera = "./skein camera --frames 200 --stages 3 --processes";
        final JsonObject pipeline = row(run, "pipeline", "skein", FRAME, 3);
        final boolean isRehearsed = Run.number(pipeline, "rehearsals") >= REHEARSED * Run.number(pipeline, "messages");
        verdicts.add(of("P8", "4K pipeline, 3 stages, rehearsed, transport of a frame, p50, us",
            isRehearsed ? Run.number(pipeline, "transportNs") / 1e3 : Double.NaN, 50, false, "%.1f", camera));
        verdicts.add(of("P8", "the same without rehearsals, us",
            figure(run, "pipeline-cold", "skein", FRAME, 3, "transportNs") / 1e3, 50, false, "%.1f",
            camera + " --rehearsal 0"));
        final JsonObject assembled = row(run, "throughput", "skein", FRAME, 1, "udp");
        final String udp = "./skein bench throughput --channel udp --lane offer --touched --sizes 24883200";
        verdicts.add(of("P9", "24.9 MB over UDP / raw Aeron by hand, rate",
            ratio(assembled, row(run, "throughput", "aeron", FRAME, 1, "udp"), "messagesPerSecond"), 1.0, true, "%.2f",
            udp));
        verdicts.add(of("P9", "the same / JeroMQ over TCP, rate (aim)",
            ratio(assembled, row(run, "throughput", "jeromq", FRAME, 1, "udp"), "messagesPerSecond"), 1.0, true, "%.2f",
            udp + " --systems skein,jeromq"));
        verdicts.add(ratio(run, "P10", "rtt", "udp", SMALL, "p50Ns", 1.25, rtt + " --channel udp"));
        final double allocated = run.rows((row) -> "skein".equals(Run.text(row, "system"))).stream()
            .mapToDouble((row) -> Run.number(row, "allocatedBytesPerMessage"))
            .filter((bytes) -> !Double.isNaN(bytes)).max().orElse(Double.NaN);
        verdicts.add(of("P11", "most bytes allocated for a message", allocated, NOTHING, false, "%.3f",
            "./skein bench compare"));
        final String wakeup = "./skein bench wakeup --strategies event";
        verdicts.add(of("P12", "processor time while idle, % of a core",
            figure(run, "wakeup", "skein", Long.BYTES, 1, "idleCpuPercent"), 2, false, "%.2f", wakeup));
        verdicts.add(of("P12", "wake-up of a waiting subscriber, p50, us", figure(run, "wakeup", "skein", Long.BYTES, 1,
            "p50Ns") / 1e3, 50, false, "%.1f", wakeup));
        return verdicts;
    }

    private static void addLoans(final Run run, final List<Verdict> verdicts)
    {
        final JsonObject frame = row(run, "rtt", "skein", FRAME, 2);
        final String command = "./skein bench rtt --lane pool --processes 2 --sizes 64,4096,24883200";
        verdicts.add(of("P3", "loan of 24.9 MB / loan of 4 KB, 2 processes, p50",
            ratio(frame, row(run, "rtt", "skein", 4096, 2), "p50Ns"), 1.10, false, "%.2f", command));
        verdicts.add(of("P3", "loan of 24.9 MB / raw Aeron 64 B, 2 processes, p50",
            ratio(frame, row(run, "rtt", "aeron", SMALL, 2), "p50Ns"), 2.0, false, "%.2f", command));
    }

    private static Verdict ratio(
        final Run run, final String id, final String scenario, final String channel, final int size,
        final String figure, final double limit, final String command)
    {
        final JsonObject[] both = new JsonObject[2];
        for (int i = 0; i < both.length; i++)
        {
            final String system = 0 == i ? "skein" : "aeron";
            both[i] = run.rows((row) -> matches(row, scenario, system, size, 1))
                .stream().filter((row) -> channel.equals(Run.text(row, "channel")))
                .filter((row) -> "claim".equals(Run.text(row, "lane")))
                .filter((row) -> "false".equals(Run.text(row, "touched"))).findFirst().orElse(NO_ROW);
        }
        final boolean isRate = figure.startsWith("messages");
        return of(id, scenario + " of " + size + " B over " + channel + " / raw Aeron, " +
            (isRate ? "rate" : figure.replace("Ns", "")), ratio(both[0], both[1], figure), limit, isRate,
            "%.2f", command);
    }

    private static boolean matches(
        final JsonObject row, final String scenario, final String system, final int size, final int processes)
    {
        return scenario.equals(Run.text(row, "scenario")) && system.equals(Run.text(row, "system")) &&
            size == Run.number(row, "sizeBytes") && processes == Run.number(row, "processes") &&
            Double.isNaN(Run.number(row, "ratePerSecond"));
    }

    /**
     * @return median of the ratios of neighbouring rounds: a machine that changes its pace between two changes none.
     */
    private static double ratio(final JsonObject row, final JsonObject other, final String figure)
    {
        final double[] ratios = Run.rounds(row, figure);
        final double[] others = Run.rounds(other, figure);
        if (0 == ratios.length || ratios.length != others.length)
        {
            return Run.number(row, figure) / Run.number(other, figure);
        }
        for (int i = 0; i < ratios.length; i++)
        {
            ratios[i] /= others[i];
        }
        return Spread.of(ratios).median();
    }

    private static double figure(
        final Run run, final String scenario, final String system, final int size, final int processes,
        final String figure)
    {
        return Run.number(row(run, scenario, system, size, processes), figure);
    }

    private static JsonObject row(
        final Run run, final String scenario, final String system, final int size, final int processes)
    {
        return row(run, scenario, system, size, processes, "ipc");
    }

    private static JsonObject row(
        final Run run, final String scenario, final String system, final int size, final int processes,
        final String channel)
    {
        return run.rows((row) -> matches(row, scenario, system, size, processes)).stream()
            .filter((row) -> channel.equals(Run.text(row, "channel"))).findFirst().orElse(NO_ROW);
    }

    private static Verdict of(
        final String id, final String what, final double value, final double limit, final boolean isAtLeast,
        final String format, final String command)
    {
        final String limitText = (isAtLeast ? ">= " : "<= ") + String.format(Locale.ROOT, format, limit);
        if (Double.isNaN(value))
        {
            return new Verdict(id, what, "-", limitText, "not measured", command);
        }
        final boolean isMet = isAtLeast ? value >= limit : value <= limit;
        return new Verdict(
            id, what, String.format(Locale.ROOT, format, value), limitText, isMet ? "met" : "MISSED", command);
    }
}
