package io.skein.perf.waterfall;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.SkeinException;
import io.skein.tool.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WaterfallReaderTest
{
    @Test
    void shouldReadWhatWasWritten(@TempDir final Path folder) throws IOException
    {
        final WaterfallFile file = Samples.file("after.json");
        final Path path = folder.resolve("run.json");
        JsonFile.write(path, file);
        assertEquals(file, WaterfallReader.read(path));
    }

    @Test
    void shouldReadFilesOfBeforeThereWasMore() throws IOException
    {
        final JsonObject old = sample();
        old.remove("more");
        old.remove("dirty");
        old.getAsJsonArray("summary").forEach((summary) -> summary.getAsJsonObject().remove("workMs"));
        final WaterfallFile file = WaterfallReader.parse("old.json", old.toString());
        assertNull(file.summary().get(0).workMs());
        assertNull(file.waterfall(1));
        assertEquals(1, new Comparison(null, file).pairs().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "waterfall|{}|waterfall.stages is missing, need a list",
        "waterfall|null|waterfall is null, need an object",
        "summary|[]|summary is [], need one pipeline or more",
        "summary|{}|summary is an object, need a list",
        "summary.0|null|summary[0] is null, need an object",
        "summary.0.name|7|summary[0].name is 7, need a text",
        "summary.0.name|\" \"|summary[0].name is 1 characters, need 1 to 200",
        "summary.0.label|'8K'|waterfall.label is 4K raw, need 8K, as in the summary",
        "summary.0.hops|3|waterfall.stages is 5 entries, need 7 for 3 hops",
        "summary.0.hops|2.5|summary[0].hops is 2.5, need 1 to 1000000000",
        "summary.0.frames|0|summary[0].frames is 0.0, need 1 to 1000000000",
        "summary.0.workMs|-1|summary[0].workMs is -1.0, need 0 to 1e9",
        "summary.0.totalMs|'many'|summary[0].totalMs is \"many\", need a number",
        "summary.0.totalMs|NaN|summary[0].totalMs is",
        "summary.0.totalMs|1e400|summary[0].totalMs is Infinity, need 0 to 1e9",
        "summary.0.totalMs|36|summary[0].totalMs is 36.0, need what filterMs and transportMs add up to, within 2 %",
        "waterfall.stages.1|null|waterfall.stages[1] is null, need an object",
        "waterfall.stages.1.ms|-3|waterfall.stages[1].ms is -3.0, need 0 to 1e9",
        "waterfall.stages.1.ms|null|waterfall.stages[1].ms is null, need a number",
        "waterfall.stages.0.ms|13|waterfall.stages is 35.02 ms in all, need 34.02, the total, within 2 %",
        "waterfall.stages.1.kind|'filter'|waterfall.stages[1].kind is filter, need transport, as they alternate",
        "waterfall.stages.4.kind|\"\\u001b[2J\"|waterfall.stages[4].kind is ?[2J, need filter, as they alternate",
        "more.0.stages.2.p99Ms|[]|more[0].stages[2].p99Ms is a list, need a number",
        "more|[{},{}]|more is 2 waterfalls, need fewer than summaries",
        "machine|1|machine is 1, need a text",
        "dirty|1|dirty is 1, need true or false"})
    void shouldSayWhichFieldIsBad(final String path, final String value, final String expected) throws IOException
    {
        final JsonObject changed = sample();
        final int last = path.lastIndexOf('.');
        JsonElement parent = changed;
        for (final String name : last < 0 ? new String[0] : path.substring(0, last).split("\\."))
        {
            parent = parent.isJsonArray() ? parent.getAsJsonArray().get(Integer.parseInt(name)) :
                parent.getAsJsonObject().get(name);
        }
        final JsonElement replacement = JsonParser.parseString(value);
        if (parent.isJsonArray())
        {
            parent.getAsJsonArray().set(Integer.parseInt(path.substring(last + 1)), replacement);
        }
        else
        {
            parent.getAsJsonObject().add(path.substring(last + 1), replacement);
        }
        assertRefused(changed.toString(), "bad.json is no waterfall: " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "{", "no json", "\u0000"})
    void shouldRefuseWhatIsNoObject(final String text)
    {
        assertRefused(text, "bad.json is no waterfall: ");
    }

    @Test
    void shouldReplaceWhatATerminalObeys() throws IOException
    {
        final WaterfallFile file = WaterfallReader.parse("hostile",
            Samples.text("after.json").replace("filter 1", "\\u001b]0;x\\u0007\\u202e\\u009b2J\\n\\r"));
        assertEquals("?]0;x???2J??", file.waterfall().stages().get(2).name());
    }

    private static JsonObject sample() throws IOException
    {
        return JsonParser.parseString(Samples.text("before.json")).getAsJsonObject();
    }

    private static void assertRefused(final String text, final String expected)
    {
        final String message =
            assertThrows(SkeinException.class, () -> WaterfallReader.parse("bad.json", text)).getMessage();
        assertTrue(message.startsWith(expected), message);
        assertEquals(1, message.lines().count(), message);
    }
}
