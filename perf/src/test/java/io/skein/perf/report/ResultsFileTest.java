package io.skein.perf.report;

import com.google.gson.JsonArray;
import io.skein.SkeinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResultsFileTest
{
    private static final String ROW = "'scenario':'rtt','channel':'ipc','system':'skein','sizeBytes':64";

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatIsGood() throws IOException
    {
        assertEquals(1, read("[{" + ROW + ",'p50NsByRound':[1,2.5],'lane':null,'unknown':'x'}]").size());
        assertEquals(0, read("[]").size());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
        "{}|: is no array of results",
        "~~|: is no array of results",
        "[{]|: is no JSON",
        "[3]|: row 1 is no object",
        "[{'channel':'ipc','system':'skein','sizeBytes':64}]|: row 1: scenario is missing",
        "[{'scenario':'rtt','channel':'ipc','system':'skein'}]|: row 1: sizeBytes is , need a whole number",
        "[{ROW,'sizeBytes':1.5}]|: row 1: sizeBytes is 1.5, need a whole number",
        "[{ROW,'sizeBytes':1e12}]|: row 1: sizeBytes is 1e12, need a whole number",
        "[{ROW},{ROW,'p50Ns':'fast'}]|: row 2: p50Ns is \"fast\", need a number",
        "[{ROW,'p50Ns':-1}]|: row 1: p50Ns is -1, need a number that is not negative",
        "[{ROW,'p50Ns':1e999}]|: row 1: p50Ns is 1e999, need a number",
        "[{ROW,'p50Ns':NaN}]|: row 1: p50Ns is \"NaN\", need a number",
        "[{ROW,'p50Ns':[1]}]|: row 1: p50Ns is a list",
        "[{ROW,'lane':5}]|: row 1: lane is no text",
        "[{ROW,'touched':'yes'}]|: row 1: touched is neither true nor false",
        "[{ROW,'p50NsByRound':5}]|: row 1: p50NsByRound is no list",
        "[{ROW,'p50NsByRound':[1,null]}]|: row 1: p50NsByRound[1] is null, need a number",
        "[{ROW,'p50NsByRound':[1,'2']}]|: row 1: p50NsByRound[1] is \"2\", need a number",
        "[{ROW,'curveNs':[1,2]}]|: row 1: curveNs has 2 values, need 15",
        "[{ROW,'more':{}}]|: row 1: more is an object"})
    void shouldSayInOneLineWhatIsBad(final String text, final String expected)
    {
        final SkeinException ex = assertThrows(SkeinException.class, () -> read(text.replace("ROW", ROW)));

        assertTrue(ex.getMessage().startsWith(file() + expected), ex::getMessage);
        assertEquals(1, ex.getMessage().lines().count(), ex::getMessage);
    }

    @Test
    void shouldRefuseMoreRoundsThanAnybodyMeasures()
    {
        final String many = "1,".repeat(100) + '1';
        final SkeinException ex =
            assertThrows(SkeinException.class, () -> read("[{" + ROW + ",'p50NsByRound':[" + many + "]}]"));

        assertTrue(ex.getMessage().endsWith("p50NsByRound has 101 values, need at most 100"), ex::getMessage);
    }

    @Test
    void shouldLetNothingThroughThatATerminalObeys() throws IOException
    {
        final String saved = "[{" + ROW.replace("skein", "a\\u001b[31m\\u0007\\u009b\\u202eb") + "}]";

        assertEquals("a?[31m???b", Run.text(read(saved).get(0).getAsJsonObject(), "system"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
        "[]|: is no run of bench compare",
        "{'seconds':'x'}|: run: seconds is \"x\", need a number",
        "{'skipped':5}|: skipped is no array",
        "{'skipped':[5]}|: skipped 1 is no object",
        "{'skipped':[{}]}|: skipped 1: sizeBytes is "})
    void shouldSayWhatIsBadOfARun(final String about, final String expected) throws IOException
    {
        Files.writeString(file(), "[]");
        Files.writeString(folder.resolve("run.json"), about.replace('\'', '"'));
        final SkeinException ex = assertThrows(SkeinException.class, () -> ResultsFile.run(folder));

        assertTrue(ex.getMessage().startsWith(folder.resolve("run.json") + expected), ex::getMessage);
    }

    private JsonArray read(final String text) throws IOException
    {
        Files.writeString(file(), text.replace('\'', '"'));
        return ResultsFile.results(file());
    }

    private Path file()
    {
        return folder.resolve("results.json");
    }
}
