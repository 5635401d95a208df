package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.skein.SkeinException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Results and runs from files, which anybody may have written: what is read here has the fields that all else relies
 * on, of the kind that it relies on, and no control characters. Errors name file, row and field in one line.
 */
public final class ResultsFile
{
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_SHOWN = 40;
    private static final List<String> NAMES = List.of("scenario", "channel", "system");
    private static final Set<String> TEXTS = Set.of(
        "scenario", "channel", "system", "lane", "driver", "strategy", "command", "machine", "jvm", "jvmFlags",
        "commit", "reason");
    private static final Set<String> FLAGS =
        Set.of("touched", "steady", "rateMissed", "skeinChecks", "boundsChecks", "complete", "noisy");
    private static final Set<String> NUMBERS = Set.of(
        "sizeBytes", "processes", "slots", "mtu", "rounds", "messages", "latencySamples", "ratePerSecond", "p50Ns",
        "p99Ns", "p999Ns", "p9999Ns", "messagesPerSecond", "gigabytesPerSecond", "allocatedBytesPerMessage",
        "allocatedBytesPerMessageMax", "cpuSeconds", "gcMs", "contextSwitches", "corrupted", "rehearsals",
        "transportNs", "transportP99Ns", "idleSeconds", "idleCpuPercent", "seconds", "stealPercent", "othersPercent");

    private final String name;

    private ResultsFile(final String name)
    {
        this.name = name;
    }

    /**
     * @param file that {@code --json} or {@code bench compare} wrote.
     * @return its rows.
     * @throws IOException    when it can not be read.
     * @throws SkeinException when it is something else.
     */
    public static JsonArray results(final Path file) throws IOException
    {
        return new ResultsFile(file.toString()).rows(parse(file));
    }

    /**
     * @param folder of {@code bench compare}.
     * @return what it measured.
     * @throws IOException    when it can not be read.
     * @throws SkeinException when it is something else.
     */
    public static Run run(final Path folder) throws IOException
    {
        final Path file = folder.resolve("run.json");
        final JsonElement about = parse(file);
        if (!about.isJsonObject())
        {
            throw new SkeinException(file + ": is no run of bench compare");
        }
        return new Run(new ResultsFile(file.toString()).about(about.getAsJsonObject()),
            results(folder.resolve("results.json")));
    }

    private static JsonElement parse(final Path file) throws IOException
    {
        try
        {
            return JsonParser.parseString(Files.readString(file));
        }
        catch (final JsonParseException | CharacterCodingException ex)
        {
            throw new SkeinException(file + ": is no JSON: " + clean(String.valueOf(ex.getMessage())), ex);
        }
    }

    private JsonArray rows(final JsonElement results)
    {
        require(results.isJsonArray(), "is no array of results");
        final JsonArray rows = new JsonArray();
        for (final JsonElement element : results.getAsJsonArray())
        {
            final String where = "row " + (rows.size() + 1);
            require(element.isJsonObject(), where + " is no object");
            final JsonObject row = cleaned(element.getAsJsonObject(), where);
            NAMES.forEach((name) -> require(!Run.text(row, name).isEmpty(), where + ": " + name + " is missing"));
            requireSize(row, where);
            rows.add(row);
        }
        return rows;
    }

    private JsonObject about(final JsonObject saved)
    {
        final JsonObject about = saved.deepCopy();
        final JsonElement skipped = about.remove("skipped");
        final JsonObject cleaned = cleaned(about, "run");
        final JsonArray cleanedSkipped = new JsonArray();
        require(null == skipped || skipped.isJsonArray(), "skipped is no array");
        if (null != skipped)
        {
            for (final JsonElement one : skipped.getAsJsonArray())
            {
                final String where = "skipped " + (cleanedSkipped.size() + 1);
                require(one.isJsonObject(), where + " is no object");
                final JsonObject row = cleaned(one.getAsJsonObject(), where);
                requireSize(row, where);
                cleanedSkipped.add(row);
            }
        }
        cleaned.add("skipped", cleanedSkipped);
        return cleaned;
    }

    private void requireSize(final JsonObject row, final String where)
    {
        final double size = Run.number(row, "sizeBytes");
        require(size >= 1 && size <= Integer.MAX_VALUE && size == Math.rint(size), where + ": sizeBytes is " +
            shortened(Run.text(row, "sizeBytes")) + ", need a whole number from 1 to 2147483647");
    }

    private JsonObject cleaned(final JsonObject row, final String where)
    {
        final JsonObject cleaned = new JsonObject();
        for (final Map.Entry<String, JsonElement> entry : row.entrySet())
        {
            final String field = clean(entry.getKey());
            cleaned.add(field, cleaned(entry.getValue(), field, where + ": " + field));
        }
        return cleaned;
    }

    private JsonElement cleaned(final JsonElement value, final String field, final String where)
    {
        if (value.isJsonNull())
        {
            return JsonNull.INSTANCE;
        }
        if (value.isJsonArray())
        {
            require(!TEXTS.contains(field) && !FLAGS.contains(field) && !NUMBERS.contains(field), where + " is a list");
            return list(value.getAsJsonArray(), field, where);
        }
        require(value.isJsonPrimitive(), where + " is an object");
        final JsonPrimitive primitive = value.getAsJsonPrimitive();
        require(!TEXTS.contains(field) || primitive.isString(), where + " is no text");
        require(!FLAGS.contains(field) || primitive.isBoolean(), where + " is neither true nor false");
        require(!field.endsWith("ByRound") && !"curveNs".equals(field), where + " is no list");
        if (NUMBERS.contains(field))
        {
            requireNumber(primitive, where);
        }
        return primitive.isString() ? new JsonPrimitive(clean(primitive.getAsString())) : primitive;
    }

    private JsonArray list(final JsonArray values, final String field, final String where)
    {
        require(!"curveNs".equals(field) || Curve.PERCENTILES.length == values.size(),
            where + " has " + values.size() + " values, need " + Curve.PERCENTILES.length);
        require(values.size() <= MAX_ROUNDS, where + " has " + values.size() + " values, need at most " + MAX_ROUNDS);
        for (int i = 0; i < values.size(); i++)
        {
            requireNumber(values.get(i), where + '[' + i + ']');
        }
        return values;
    }

    private void requireNumber(final JsonElement value, final String where)
    {
        final boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        require(isNumber && value.getAsDouble() >= 0 && Double.isFinite(value.getAsDouble()),
            where + " is " + shortened(value.toString()) + ", need a number that is not negative");
    }

    private void require(final boolean isGood, final String what)
    {
        if (!isGood)
        {
            throw new SkeinException(name + ": " + what);
        }
    }

    private static String shortened(final String text)
    {
        return clean(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...");
    }

    /**
     * A terminal takes control characters for orders, and some others turn lines around.
     */
    private static String clean(final String text)
    {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
