package io.skein.perf.attach;

import io.skein.tool.Terminal;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LiveTextTest
{
    private final StringWriter err = new StringWriter();

    @Test
    void shouldReplaceWhatItShowedWhenItIsATerminal()
    {
        final LiveText live = live(true);
        live.show("a\nb\n");
        live.show("c\n");
        live.show("d\n");
        assertEquals("a\nb\n\u001b[2A\r\u001b[Jc\n\u001b[1A\r\u001b[Jd\n", err.toString());
    }

    @Test
    void shouldCutWhatATerminalWouldWrap()
    {
        live(true).show("x".repeat(41) + "\n" + "y".repeat(40) + "\n");
        assertEquals("x".repeat(40) + "\n" + "y".repeat(40) + "\n", err.toString());
    }

    @Test
    void shouldEndWithHowMuchIsMissingWhenItIsHigherThanATerminal()
    {
        live(true).show("line\n".repeat(23));
        assertEquals("line\n".repeat(21) + "2 more lines\n", err.toString());
    }

    @Test
    void shouldAddWhatItShowsElsewhere()
    {
        final LiveText live = live(false);
        live.show("x".repeat(100) + "\n");
        live.show("b\n");
        assertEquals("x".repeat(100) + "\nb\n", err.toString());
    }

    private LiveText live(final boolean isInteractive)
    {
        return new LiveText(new PrintWriter(err), new Terminal(40, true, isInteractive));
    }
}
