package io.skein.perf.trace;

import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TraceCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--duration 1|--topic is missing, need the name of one",
        "--topic a --duration -1|--duration is -1.0, need 0",
        "--topic a --duration NaN|--duration is NaN, need 0",
        "--topic a --warmup -1|--warmup is -1.0, need 0",
        "--topic a --interval 0|--interval is 0.0, need 0.01",
        "--topic a --kind raw|--kind is raw, need tensor or message",
        "--topic a --topics t.yaml --stream 5|--topics is t.yaml, need no --kind, --stream"})
    void shouldExitWithUsageWhenAnOptionIsBad(final String options, final String expected)
    {
        assertEquals(2, run(("trace " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldExplainItself()
    {
        assertEquals(0, run("trace", "--help"));
        assertTrue(out.toString().contains("--duration"), out::toString);
        assertTrue(out.toString().contains("isEstimated"), out::toString);
    }

    @Test
    void shouldSayInOneLineWhenTheFileCanNotBeWritten()
    {
        assertEquals(1, run("trace", "--topic", "a", "--json", "/no/such/folder/trace.json"));
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    private int run(final String... args)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
