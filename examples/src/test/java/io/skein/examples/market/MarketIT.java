package io.skein.examples.market;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.RawPublisher;
import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * All stages in this process, on an embedded driver.
 */
@Timeout(60)
class MarketIT
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"yield", "park", "event"})
    void shouldBringEachQuoteToTheBookAndTheStrategy(final String waiting) throws IOException
    {
        final Path json = folder.resolve("market.json");
        assertEquals(ExitCodes.OK, run("--quotes", "1500", "--warmup", "500", "--rate", "4000", "--instruments", "3",
            "--waiting", waiting, "--json", json.toString()), err::toString);

        final JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertEquals(3, rows.size());
        final JsonObject strategy = row(rows, "quote to strategy");
        final JsonObject book = row(rows, "quote to book");
        assertEquals(1_500, row(rows, "feed").get("messages").getAsLong());
        assertEquals(1_500, book.get("messages").getAsLong());
        assertTrue(strategy.get("messages").getAsLong() > 100, strategy::toString);
        assertTrue(strategy.get("messages").getAsLong() < 1_500, strategy::toString);
        assertTrue(book.get("p50Ns").getAsLong() <= strategy.get("p99Ns").getAsLong());
        assertEquals(0, book.get("faults").getAsLong() + strategy.get("faults").getAsLong());
        assertTrue(out.toString().contains("quote to strategy"), out::toString);
        assertTrue(out.toString().contains("2,000 quotes,"), out::toString);
    }

    @Test
    void shouldCountAndLeaveOutWhatIsNoneOfTheSchema() throws InterruptedException
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            final MarketPlan plan = new MarketPlan(1, 0, 1, 1, Duration.ofSeconds(30));
            final BookBuilder builder = new BookBuilder(skein, plan, () -> false);
            final RawPublisher publisher = skein.addRawPublisher(MarketPlan.QUOTES, Sharing.EXCLUSIVE);
            publisher.awaitConnected(plan.patience());
            final Thread thread = new Thread(builder);
            thread.start();
            // Empty, half a header, a header without a block, rubbish; then a quote, after which its end is the end.
            for (final int length : new int[]{0, 7, 8, 500})
            {
                offer(publisher, new byte[length]);
            }
            final Feed feed = new Feed(skein, plan, () -> false);
            feed.run();
            publisher.close();
            thread.join();
            assertEquals(1, builder.received());
            assertEquals(4, builder.faults(), builder::summary);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--rate 0, --rate is 0.0", "--rate NaN, --rate is NaN", "--quotes 0, --quotes is 0",
        "--warmup -1, --warmup is -1", "--instruments 0, --instruments is 0", "--wait 0, --wait is 0",
        "--role nobody, --role"})
    void shouldRefuseBadCommandLineWithUsage(final String arguments, final String message)
    {
        assertEquals(ExitCodes.USAGE, run(arguments.split(" ")));
        assertTrue(err.toString().startsWith("skein market: "), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void shouldFailInOneLineWhenThereIsNoDriver()
    {
        assertEquals(ExitCodes.FAILED, run("--role", "feed", "--aeron-dir", folder.toString()));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertEquals(ExitCodes.FAILED, run("--waiting", "for godot"));
    }

    private static void offer(final RawPublisher publisher, final byte[] bytes)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        while (publisher.offer(buffer, 0, bytes.length) < 0)
        {
            LockSupport.parkNanos(50_000);
        }
    }

    private static JsonObject row(final JsonArray rows, final String stage)
    {
        for (int i = 0; i < rows.size(); i++)
        {
            final JsonObject row = rows.get(i).getAsJsonObject();
            if (stage.equals(row.get("stage").getAsString()))
            {
                return row;
            }
        }
        throw new AssertionError("no " + stage + " in " + rows);
    }

    private int run(final String... arguments)
    {
        final String[] all = new String[arguments.length + 1];
        all[0] = "market";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
