package io.skein.examples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Holds what the README shows: it compiles without a warning, runs, and prints what it should.
 */
class ReadmeIT
{
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void shouldCompileAndRunTheCodeOfTheReadme() throws Exception
    {
        final Path source = directory.resolve("Quickstart.java");
        Files.writeString(source, javaOf(Path.of("..", "README.md")));
        final String classPath = System.getProperty("java.class.path");

        final int compiled = ToolProvider.getSystemJavaCompiler().run(
            null, null, null, "-Xlint:all,-processing,-classfile,-path", "-Werror", "-cp", classPath,
            "-d", directory.toString(), source.toString());
        assertEquals(0, compiled, "the code of the README does not compile");

        final Path output = directory.resolve("output");
        final Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp", directory + ":" + classPath, "Quickstart"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        try
        {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the code of the README does not end");
            assertEquals(0, process.exitValue(), Files.readString(output));
            assertEquals("float32[1] is 42.0", Files.readString(output).strip());
        }
        finally
        {
            process.destroyForcibly();
        }
    }

    private static String javaOf(final Path readme) throws IOException
    {
        final Matcher matcher = JAVA_BLOCK.matcher(Files.readString(readme));
        assertTrue(matcher.find(), "no Java in " + readme);
        return matcher.group(1);
    }
}
