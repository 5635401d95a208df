package io.skein.tool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MainTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        skein     | 1   | skein failing: value 3 exceeds 2: change the setting
        two       | 1   | skein failing: first\\nskein failing: second
        missing   | 1   | skein failing: no such file or directory: /a/b
        denied    | 1   | skein failing: permission denied: /a/c
        file      | 1   | skein failing: /a/d: is a directory
        interrupt | 130 | skein failing: stopped
        """)
    void shouldSayWhatWentWrongInOneLineForEachProblem(final String what, final int exitCode, final String lines)
    {
        assertEquals(exitCode, run("failing", what));
        assertEquals(lines.replace("\\n", "\n"), err.toString().strip());
        assertEquals("", out.toString());
    }

    @Test
    void shouldShowStackTraceOnlyWhenAskedTo()
    {
        assertEquals(ExitCodes.FAILED, run("failing", "bug"));
        assertEquals("skein failing: unexpected java.lang.IllegalStateException: oops; --debug shows where",
            err.toString().strip());

        assertEquals(ExitCodes.FAILED, run("failing", "bug", "--debug"));
        assertTrue(err.toString().contains("\tat io.skein.tool.FailingCommand.call"), err::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        failign       | skein: unknown command 'failign', did you mean 'failing'?
        xyzzy         | skein: unknown command 'xyzzy'
        --debgu       | skein: unknown option '--debgu', did you mean '--debug'?
        failing a b   | skein failing: unknown argument 'b'
        driver --aeron-dri x | skein driver: unknown option '--aeron-dri', did you mean '--aeron-dir'?
        """)
    void shouldShowUsageAndNearestNameWhenCommandLineIsWrong(final String arguments, final String firstLine)
    {
        assertEquals(ExitCodes.USAGE, run(arguments.split(" ")));
        assertEquals(firstLine, err.toString().lines().findFirst().orElse(""));
        assertTrue(err.toString().contains("Usage: skein"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldListCommandsAndExitCodesWithAndWithoutHelpOption()
    {
        assertEquals(ExitCodes.OK, run());
        final String list = out.toString();
        assertTrue(list.contains("driver") && list.contains("failing") && list.contains("Exit codes:"), list);

        assertEquals(ExitCodes.OK, run("--help"));
        assertEquals(list + list, out.toString());
    }

    @Test
    void shouldHelpWithOneCommand()
    {
        assertEquals(ExitCodes.OK, run("help", "failing"));
        assertTrue(out.toString().contains("Usage: skein failing") && out.toString().contains("130"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void shouldTellVersion()
    {
        assertEquals(ExitCodes.OK, run("--version"));
        assertTrue(out.toString().matches("(?s)skein [0-9][^$]*Java .*"), out::toString);
    }

    private int run(final String... args)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
