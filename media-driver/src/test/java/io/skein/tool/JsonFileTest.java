package io.skein.tool;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonFileTest
{
    @TempDir
    private Path folder;

    /**
     * @param name  not null.
     * @param value null here.
     */
    record Sample(String name, Double value)
    {
    }

    @Test
    void shouldKeepNullsAndLeaveNothingElseBehind() throws IOException
    {
        final Path file = folder.resolve("a.json");
        Files.writeString(file, "old");

        JsonFile.write(file, new Sample("<x>", null));

        final JsonObject object = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals("<x>", object.get("name").getAsString());
        assertTrue(object.get("value").isJsonNull());
        try (Stream<Path> files = Files.list(folder))
        {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldKeepTheOldFileWhenTheNewOneCanNotBeMade() throws IOException
    {
        final Path file = folder.resolve("a.json");
        Files.writeString(file, "old");

        assertThrows(IllegalArgumentException.class, () -> JsonFile.write(file, new Sample("x", Double.NaN)));

        assertEquals("old", Files.readString(file));
    }

    @Test
    void shouldFindOutBeforehandThatAFileCanNotBeWritten() throws IOException
    {
        JsonFile.check(null);
        JsonFile.check(folder.resolve("new.json"));
        assertThrows(NoSuchFileException.class, () -> JsonFile.check(folder.resolve("no/such.json")));
        assertThrows(FileSystemException.class, () -> JsonFile.check(folder));
        final Path file = Files.writeString(folder.resolve("file"), "");
        assertThrows(NotDirectoryException.class, () -> JsonFile.check(file.resolve("x.json")));
    }
}
