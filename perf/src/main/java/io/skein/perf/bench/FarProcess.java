package io.skein.perf.bench;

import com.google.gson.Gson;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process of a far end. Started by {@link ProcessSeat}, which speaks to it a line at a time: what the end is, then
 * {@code await}, then a round on each line. Ends with its input, so it never outlives the one who started it.
 */
public final class FarProcess
{
    static final String READY = "ready";
    static final String AWAIT = "await";
    private static final long ROUND_MS = Long.MAX_VALUE;

    private FarProcess()
    {
    }

    /**
     * @param args none.
     * @throws IOException when the conversation breaks.
     */
    public static void main(final String[] args) throws IOException
    {
        final PrintStream out = System.out;
        System.setOut(System.err);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
        {
            final Gson gson = new Gson();
            try (Seat seat = new LocalSeat(gson.fromJson(in.readLine(), EndSpec.class), () -> 0))
            {
                out.println(READY);
                serve(in, out, gson, seat);
            }
            catch (final RuntimeException ex)
            {
                out.println(gson.toJson(SeatReport.failed(String.valueOf(ex.getMessage()))));
            }
        }
    }

    private static void serve(final BufferedReader in, final PrintStream out, final Gson gson, final Seat seat)
        throws IOException
    {
        String line;
        while (null != (line = in.readLine()))
        {
            if (AWAIT.equals(line))
            {
                seat.awaitConnected();
                out.println(READY);
            }
            else
            {
                final ProcessUsage before = ProcessUsage.now();
                seat.begin(gson.fromJson(line, Round.class));
                final SeatReport report = seat.poll(ROUND_MS);
                final ProcessUsage usage = ProcessUsage.now().minus(before);
                out.println(gson.toJson(
                    new SeatReport(report.end(), report.driverBytes(), usage, report.error())));
            }
        }
    }
}
