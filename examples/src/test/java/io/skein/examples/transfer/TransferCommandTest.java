package io.skein.examples.transfer;

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
import static org.junit.jupiter.api.Assertions.assertTrue;

class TransferCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(final String... arguments)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        transfer                                               | needs a direction
        transfer send                                          | FILE
        transfer receive                                       | --dir
        transfer send FILE --rate fast                         | 'fast' is no rate
        transfer send FILE --rate 0                            | '0' is no rate
        transfer send FILE --checksum md5                      | md5
        transfer send FILE --to tcp                            | channel 'tcp': not an Aeron URI
        transfer send FILE --to aeron:udp?endpoint=224.0.1.1:4 | is multicast
        transfer send FILE --to aeron:udp?endpoint=h:65535     | 1 to 65534
        transfer send FILE --wait 0                            | --wait is 0
        transfer receive --dir DIR --count -1                  | --count is -1
        """)
    void shouldRefuseBadCommandLineWithUsage(final String line, final String message) throws IOException
    {
        final Path file = Files.writeString(folder.resolve("file"), "x");
        final String[] arguments = line.split(" +");
        for (int i = 0; i < arguments.length; i++)
        {
            arguments[i] = "FILE".equals(arguments[i]) ? file.toString() :
                "DIR".equals(arguments[i]) ? folder.toString() : arguments[i];
        }
        assertEquals(ExitCodes.USAGE, run(arguments), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }

    @Test
    void shouldSayWhatIsWrongWithTheFileOrTheFolder()
    {
        assertEquals(ExitCodes.FAILED, run("transfer", "send", folder.resolve("no").toString()));
        assertEquals(ExitCodes.FAILED, run("transfer", "send", folder.toString()));
        assertEquals(ExitCodes.FAILED, run("transfer", "receive", "--dir", folder.resolve("no").toString()));
        assertTrue(err.toString().contains("is no regular file"), err::toString);
        assertEquals(3, err.toString().lines().count(), err::toString);
    }

    @Test
    void shouldExplainItself()
    {
        assertEquals(ExitCodes.OK, run("transfer", "receive", "--help"));
        assertTrue(out.toString().contains("--overwrite"), out::toString);
        assertEquals("", err.toString());
    }
}
