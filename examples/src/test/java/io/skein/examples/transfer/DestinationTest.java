package io.skein.examples.transfer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Nothing is written outside the folder, whatever another host calls its files.
 */
class DestinationTest
{
    @TempDir
    private Path around;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException
    {
        folder = Files.createDirectory(around.resolve("in")).toRealPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ".", "..", "../a", "a/../../a", "/etc/passwd", "/", "a/b", "a/", "..\\a", "C:\\a", "C:a", "a\0b", "a\nb",
        "\u001b[2J", ".hidden", ".a.part", "\uFFFD", "a\u0085"})
    void shouldRefuseWhatIsNoPlainName(final String name) throws IOException
    {
        assertThrows(IOException.class, () -> new Destination(folder, true).requireName(name));
    }

    @Test
    void shouldRefuseANameThatIsLongerThanFileSystemsTake() throws IOException
    {
        final Destination destination = new Destination(folder, true);
        final String longest = "\u00e4".repeat(121) + "a";
        destination.requireName(longest);
        new RangesFile(destination.ranges(longest)).write(1, 1, List.of());
        assertThrows(IOException.class, () -> destination.requireName(longest + 'a'));
    }

    @Test
    void shouldStayInTheFolderWhenALinkLeadsOutOfIt() throws IOException
    {
        final Path outside = Files.writeString(around.resolve("outside"), "mine");
        Files.createSymbolicLink(folder.resolve("a"), outside);
        assertThrows(FileAlreadyExistsException.class, () -> new Destination(folder, false).requireFree("a"));
        final Destination destination = new Destination(folder, true);
        destination.requireFree("a");
        Files.writeString(destination.part("a"), "new");
        destination.finish("a");
        assertFalse(Files.isSymbolicLink(folder.resolve("a")));
        assertEquals("new", Files.readString(folder.resolve("a")));
        assertEquals("mine", Files.readString(outside));
    }

    @Test
    void shouldNotFollowALinkWhereRangesGo() throws IOException
    {
        final Path outside = Files.writeString(around.resolve("outside"), "mine");
        final Destination destination = new Destination(folder, true);
        Files.createSymbolicLink(destination.ranges("a"), outside);
        Files.createSymbolicLink(folder.resolve(".a.ranges.new"), outside);
        final RangesFile ranges = new RangesFile(destination.ranges("a"));
        assertThrows(IOException.class, () -> ranges.read(1, 10));
        ranges.write(1, 10, List.of());
        assertEquals("mine", Files.readString(outside));
    }

    @Test
    void shouldKeepWhatIsThereUnlessToldOtherwise() throws IOException
    {
        Files.writeString(folder.resolve("a"), "old");
        final Destination careful = new Destination(folder, false);
        Files.writeString(careful.part("a"), "new");
        assertThrows(FileAlreadyExistsException.class, () -> careful.finish("a"));
        assertEquals("old", Files.readString(folder.resolve("a")));
        Files.createDirectory(folder.resolve("b"));
        assertThrows(IOException.class, () -> new Destination(folder, true).requireFree("b"));
        assertTrue(Files.isDirectory(folder.resolve("b")));
    }

    @Test
    void shouldSayWhenThereIsNoFolder() throws IOException
    {
        assertThrows(NoSuchFileException.class, () -> new Destination(around.resolve("no"), false));
        final Path file = Files.writeString(around.resolve("file"), "");
        assertThrows(NotDirectoryException.class, () -> new Destination(file, false));
    }
}
