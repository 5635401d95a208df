package io.skein.examples.camera;

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

class CameraCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --frames 0                          | --frames is 0: give 1 to 1000000
        --frames 1000001                    | --frames is 1000001
        --rehearsal -1                      | --rehearsal is -1: give 0 to 1000000 microseconds
        --warmup -1                         | --warmup is -1: give 0 to 1000000
        --frames many                       | 'many' is not an int
        --fps 0                             | --fps is 0.0: give 0.1 to 10000
        --fps NaN                           | --fps is NaN
        --fps 10001                         | --fps is 10001.0
        --stages 1                          | --stages is 1: give 2 to 16
        --stages 17                         | --stages is 17
        --stages -3                         | --stages is -3
        --stages x                          | 'x' is not an int
        --size 0x5                          | --size 0x5 is 0 bytes
        --size 5x0                          | --size 5x0 is 0 bytes
        --size 99999x99999                  | is 29999400003 bytes of red, green and blue: give 1 to 2147475456
        --size 3840                         | --size is '3840': give width and height such as 1920x1080
        --size -3x5                         | --size is '-3x5'
        --size 3x5x7                        | --size is '3x5x7'
        --size 123456x1                     | --size is '123456x1'
        --filter sharpen                    | expected one of [FORWARD, GREY, BLUR]
        --filter grey,blur --stages 3       | --filter has 2 filters, but --stages 3 has 1 between source and sink
        --filter grey --stages 2            | --filter has 1 filters, but --stages 2 has 0 between source and sink
        --image x                           | unknown option '--image', did you mean '--images'?
        extra                               | unknown argument 'extra'
        """)
    void shouldRefuseBadCommandLineWithUsage(final String arguments, final String message)
    {
        assertEquals(ExitCodes.USAGE, run(arguments.split(" ")), err::toString);

        final String firstLine = err.toString().lines().findFirst().orElse("");
        assertTrue(firstLine.startsWith("skein camera: "), err::toString);
        assertTrue(firstLine.contains(message), firstLine);
        assertTrue(err.toString().contains("\nUsage: skein camera"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void shouldRefuseFilesInOneLineBeforeAnythingStarts(@TempDir final Path folder) throws IOException
    {
        assertFailure("no such file or directory: " + folder.resolve("none"), "--images", folder + "/none");
        assertFailure("no picture in " + folder, "--images", folder.toString());
        final Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertFailure("can not read picture " + text + ": no known format", "--images", folder.toString());
        assertFailure("not a directory: " + text, "--images", text.toString());
        assertFailure("not a directory: " + text, "--out", text.toString());
        assertFailure("no such file or directory: " + folder.resolve("no"), "--json", folder + "/no/a.json");
    }

    private void assertFailure(final String message, final String... arguments)
    {
        err.getBuffer().setLength(0);
        assertEquals(ExitCodes.FAILED, run(arguments), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("skein camera: "), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }

    private int run(final String... arguments)
    {
        final String[] all = new String[arguments.length + 1];
        all[0] = "camera";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
