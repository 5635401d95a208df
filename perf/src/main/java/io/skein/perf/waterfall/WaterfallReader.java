package io.skein.perf.waterfall;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.skein.SkeinException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads saved figures, which anybody may have written: each field is checked, and an error names the file, the field
 * and what it is. Characters that a terminal would obey are replaced.
 */
final class WaterfallReader
{
    private static final int MAX_LENGTH = 1 << 24;
    private static final int MAX_TEXT = 200;
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_COUNT = 1_000_000_000;
    private static final double MAX_FIGURE = 1e9;
    private static final double TOLERANCE = 0.02;
    // Sums of figures that were rounded to some digits by hand.
    private static final double SLACK_MS = 0.001;

    private final String source;

    private WaterfallReader(final String source)
    {
        this.source = source;
    }

    /**
     * @param file to read.
     * @return what it says.
     * @throws IOException    if it can not be read.
     * @throws SkeinException if it is no waterfall, in one line.
     */
    static WaterfallFile read(final Path file) throws IOException
    {
        final byte[] bytes;
        try (InputStream in = Files.newInputStream(file))
        {
            bytes = in.readNBytes(MAX_LENGTH + 1);
        }
        if (bytes.length > MAX_LENGTH)
        {
            throw new SkeinException(file + " is no waterfall: it has more than " + MAX_LENGTH + " bytes");
        }
        return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * @param source of the text, for errors.
     * @param json   to read.
     * @return what it says.
     * @throws SkeinException if it is no waterfall, in one line.
     */
    static WaterfallFile parse(final String source, final String json)
    {
        final WaterfallReader reader = new WaterfallReader(source);
        try
        {
            return reader.file(JsonParser.parseString(json));
        }
        catch (final JsonParseException ex)
        {
            throw new SkeinException(
                source + " is no waterfall: " + String.valueOf(ex.getMessage()).lines().findFirst().orElse(""), ex);
        }
    }

    private WaterfallFile file(final JsonElement root)
    {
        final JsonObject object = object(root, "the file");
        final List<WaterfallFile.Summary> summaries = new ArrayList<>();
        final JsonArray array = array(object, "", "summary");
        for (int i = 0; i < array.size(); i++)
        {
            final String path = "summary[" + i + "]";
            summaries.add(summary(object(array.get(i), path), path + '.'));
        }
        require(!summaries.isEmpty(), "summary", "[]", "one pipeline or more");
        final WaterfallFile.Waterfall first = waterfall(object.get("waterfall"), "waterfall", summaries.get(0));
        final List<WaterfallFile.Waterfall> more = new ArrayList<>();
        if (isGiven(object, "more"))
        {
            final JsonArray others = array(object, "", "more");
            require(others.size() < summaries.size(), "more", others.size() + " waterfalls", "fewer than summaries");
            for (int i = 0; i < others.size(); i++)
            {
                more.add(waterfall(others.get(i), "more[" + i + "]", summaries.get(i + 1)));
            }
        }
        return new WaterfallFile(optional(object, "gitRef"), optional(object, "gitSha"), flag(object, "dirty"),
            optional(object, "machine"), summaries, first, more);
    }

    private WaterfallFile.Summary summary(final JsonObject object, final String path)
    {
        final WaterfallFile.Summary summary = new WaterfallFile.Summary(
            text(object, path, "name"),
            text(object, path, "label"),
            count(object, path, "hops", 1),
            count(object, path, "frames", 1),
            isGiven(object, "workMs") ? count(object, path, "workMs", 0) : null,
            figure(object, path, "totalMs"),
            figure(object, path, "filterMs"),
            figure(object, path, "transportMs"),
            figure(object, path, "transportMsPerHop"),
            figure(object, path, "overheadPct"),
            figure(object, path, "maxFps"));
        require(isNear(summary.filterMs() + summary.transportMs(), summary.totalMs()), path + "totalMs",
            summary.totalMs(), "what filterMs and transportMs add up to, within 2 %");
        return summary;
    }

    private WaterfallFile.Waterfall waterfall(
        final JsonElement element, final String path, final WaterfallFile.Summary summary)
    {
        final JsonObject object = object(element, path);
        final JsonArray array = array(object, path + '.', "stages");
        require(2 * summary.hops() + 1 == array.size(), path + ".stages", array.size() + " entries",
            2 * summary.hops() + 1 + " for " + summary.hops() + " hops");
        final List<WaterfallFile.Stage> stages = new ArrayList<>();
        for (int i = 0; i < array.size(); i++)
        {
            final String at = path + ".stages[" + i + "]";
            final JsonObject stage = object(array.get(i), at);
            final String kind = 0 == i % 2 ? WaterfallFile.Stage.FILTER : WaterfallFile.Stage.TRANSPORT;
            final String given = text(stage, at + '.', "kind");
            require(kind.equals(given), at + ".kind", given, kind + ", as they alternate");
            stages.add(new WaterfallFile.Stage(text(stage, at + '.', "name"), kind, figure(stage, at + '.', "ms"),
                figure(stage, at + '.', "p50Ms"), figure(stage, at + '.', "p99Ms")));
        }
        final double sumMs = WaterfallFile.sum(stages, true) + WaterfallFile.sum(stages, false);
        require(isNear(sumMs, summary.totalMs()), path + ".stages", sumMs + " ms in all",
            summary.totalMs() + ", the total, within 2 %");
        final String label = text(object, path + '.', "label");
        require(label.equals(summary.label()), path + ".label", label, summary.label() + ", as in the summary");
        return new WaterfallFile.Waterfall(label, count(object, path + '.', "frames", 1), stages);
    }

    private static boolean isNear(final double sumMs, final double totalMs)
    {
        return Math.abs(sumMs - totalMs) <= TOLERANCE * totalMs + SLACK_MS;
    }

    private JsonObject object(final JsonElement element, final String path)
    {
        require(null != element && element.isJsonObject(), path, shown(element), "an object");
        return element.getAsJsonObject();
    }

    private JsonArray array(final JsonObject object, final String path, final String name)
    {
        final JsonElement element = object.get(name);
        require(null != element && element.isJsonArray(), path + name, shown(element), "a list");
        final JsonArray array = element.getAsJsonArray();
        require(array.size() <= MAX_ENTRIES, path + name, array.size() + " entries", "up to " + MAX_ENTRIES);
        return array;
    }

    private String text(final JsonObject object, final String path, final String name)
    {
        final JsonElement element = object.get(name);
        require(isPrimitive(element) && element.getAsJsonPrimitive().isString(), path + name, shown(element), "a text");
        final String text = element.getAsString();
        require(!text.isBlank() && text.length() <= MAX_TEXT, path + name, text.length() + " characters",
            "1 to " + MAX_TEXT);
        return clean(text);
    }

    private String optional(final JsonObject object, final String name)
    {
        return isGiven(object, name) ? text(object, "", name) : null;
    }

    private Boolean flag(final JsonObject object, final String name)
    {
        if (!isGiven(object, name))
        {
            return null;
        }
        final JsonElement element = object.get(name);
        require(isPrimitive(element) && element.getAsJsonPrimitive().isBoolean(), name, shown(element),
            "true or false");
        return element.getAsBoolean();
    }

    private int count(final JsonObject object, final String path, final String name, final int least)
    {
        final double value = figure(object, path, name);
        require(value >= least && value <= MAX_COUNT && value == Math.rint(value), path + name, value,
            least + " to " + MAX_COUNT);
        return (int)value;
    }

    private double figure(final JsonObject object, final String path, final String name)
    {
        final JsonElement element = object.get(name);
        require(isPrimitive(element) && element.getAsJsonPrimitive().isNumber(), path + name, shown(element),
            "a number");
        final double value = value(element.getAsJsonPrimitive());
        require(value >= 0 && value <= MAX_FIGURE, path + name, value, "0 to 1e9");
        return value;
    }

    private static double value(final JsonPrimitive number)
    {
        try
        {
            return number.getAsDouble();
        }
        catch (final NumberFormatException ex)
        {
            return Double.NaN;
        }
    }

    private static boolean isPrimitive(final JsonElement element)
    {
        return null != element && element.isJsonPrimitive();
    }

    private static boolean isGiven(final JsonObject object, final String name)
    {
        return object.has(name) && !object.get(name).isJsonNull();
    }

    private static String shown(final JsonElement element)
    {
        return null == element ? "missing" : isPrimitive(element) ? element.toString() :
            element.isJsonArray() ? "a list" : element.isJsonObject() ? "an object" : "null";
    }

    private void require(final boolean isGood, final String path, final Object value, final String need)
    {
        if (!isGood)
        {
            final String shown = clean(String.valueOf(value));
            throw new SkeinException(source + " is no waterfall: " + path + " is " +
                shown.substring(0, Math.min(MAX_TEXT, shown.length())) + ", need " + need);
        }
    }

    /**
     * @param text from outside.
     * @return the same without what a terminal obeys.
     */
    static String clean(final String text)
    {
        final StringBuilder clean = new StringBuilder();
        text.codePoints().forEach((point) -> clean.appendCodePoint(isShown(point) ? point : '?'));
        return clean.toString();
    }

    private static boolean isShown(final int point)
    {
        return switch (Character.getType(point))
        {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
