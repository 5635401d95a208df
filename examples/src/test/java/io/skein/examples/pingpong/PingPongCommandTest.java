package io.skein.examples.pingpong;

import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PingPongCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --messages 0                        | --messages is 0: give 1 or more
        --messages -5                       | --messages is -5: give 1 or more
        --messages ten                      | 'ten' is not a long
        --messages 99999999999999999999     | is not a long
        --warmup -1                         | --warmup is -1: give 0 or more
        --rate NaN                          | --rate is NaN: give more than 0
        --rate 0                            | --rate is 0.0: give more than 0
        --rate -1                           | --rate is -1.0: give more than 0
        --rate Infinity                     | --rate is Infinity: give more than 0 and at most 1e9
        --rate fast                         | 'fast' is not a double
        --wait 0                            | --wait is 0: give 1 to 86400
        --shape 3,-1                        | dimension 1 of shape [3, -1] is -1
        --shape x                           | give dimensions such as 64 or 480,640,3
        --shape 3,                          | give dimensions such as 64 or 480,640,3
        --shape 1]:[4                       | give dimensions such as 64 or 480,640,3
        --shape 99999999999999999999        | exceeds 9223372036854775807
        --shape 4294967296,4294967296       | exceeds 9223372036854775807 bytes
        --shape 1,1,1,1,1,1,1,1,1           | rank 9 exceeds the limit of 8 dimensions
        --shape 5000000                     | is 20000000 bytes: the limit is 16776960
        --type flot32                       | did you mean 'float32'?
        --role referee                      | [BOTH, PING, PONG]
        --channel tcp                       | channel 'tcp' is no Aeron URI
        --channel aeron:tcp                 | channel 'aeron:tcp' is no Aeron URI
        --channel aeron:udp?endpoint=a:1    | the way back is missing
        --channel aeron:ipc?mtuu=3          | mtuu
        --channel udp --reply-channel aeron:ipc | --reply-channel has no meaning
        --role pong --rate 5                | --rate has no meaning with --role pong
        --role pong --image a.png           | --image has no meaning with --role pong
        --out a.png                         | --out writes the picture
        --image a.png --shape 3             | leave out --shape and --type
        --shpe 3                            | unknown option '--shpe', did you mean '--shape'?
        extra                               | unknown argument 'extra'
        """)
    void shouldRefuseBadCommandLineWithUsage(final String arguments, final String message)
    {
        assertEquals(ExitCodes.USAGE, run(arguments.split(" ")));

        final String firstLine = err.toString().lines().findFirst().orElse("");
        assertTrue(firstLine.startsWith("skein pingpong: "), err::toString);
        assertTrue(firstLine.contains(message), firstLine);
        assertTrue(err.toString().contains("\nUsage: skein pingpong"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void shouldRefuseFilesInOneLineBeforeAnythingStarts(@TempDir final Path folder) throws IOException
    {
        final Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertFailure("no such file or directory: " + folder.resolve("no"), "--json", folder + "/no/a.json");
        assertFailure("is a directory", "--hgrm", folder.toString());
        assertFailure("no such file or directory: /no/such.png", "--image", "/no/such.png");
        assertFailure("no known format", "--image", text.toString());
    }

    @Test
    void shouldSayInOneLineThatThereIsNoDriver(@TempDir final Path folder)
    {
        assertFailure(folder.toString(), "--role", "ping", "--aeron-dir", folder.toString());
    }

    private void assertFailure(final String message, final String... arguments)
    {
        err.getBuffer().setLength(0);
        assertEquals(ExitCodes.FAILED, run(arguments), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("skein pingpong: "), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }

    private int run(final String... arguments)
    {
        final String[] all = new String[arguments.length + 1];
        all[0] = "pingpong";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
