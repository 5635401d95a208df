package io.skein.examples.transfer;

import io.skein.transfer.ArrivedRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * What is noted is read again; what is not noted so is not believed.
 */
class RangesFileTest
{
    private static final long CONTENT = -7;
    private static final long LENGTH = 5_000_000_000L;
    private static final List<ArrivedRange> RANGES =
        List.of(new ArrivedRange(0, 10, -1), new ArrivedRange(4_000_000_000L, 1_000_000_000L, 77));

    @TempDir
    private Path folder;
    private Path path;
    private RangesFile file;

    @BeforeEach
    void makeFile()
    {
        path = folder.resolve("ranges");
        file = new RangesFile(path);
    }

    @Test
    void shouldReadWhatWasWritten() throws IOException
    {
        assertEquals(List.of(), file.read(CONTENT, LENGTH));
        file.write(CONTENT, LENGTH, List.of());
        assertEquals(List.of(), file.read(CONTENT, LENGTH));
        file.write(CONTENT, LENGTH, RANGES);
        assertEquals(RANGES, file.read(CONTENT, LENGTH));
        assertEquals(List.of(), file.read(CONTENT + 1, LENGTH), "of another content");
        assertEquals(List.of(), file.read(CONTENT, LENGTH + 1), "of another content");
        file.delete();
        file.delete();
        assertEquals(List.of(), file.read(CONTENT, LENGTH));
    }

    @Test
    void shouldBelieveNothingThatIsDamaged() throws IOException
    {
        file.write(CONTENT, LENGTH, RANGES);
        final byte[] whole = Files.readAllBytes(path);
        for (int i = 0; i < whole.length; i++)
        {
            Files.write(path, Arrays.copyOf(whole, i));
            assertEquals(List.of(), file.read(CONTENT, LENGTH), "cut at " + i);
            final byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(path, flipped);
            assertEquals(List.of(), file.read(CONTENT, LENGTH), "flipped at " + i);
        }
    }

    @Test
    void shouldBelieveNothingThatCanNotBe() throws IOException
    {
        for (final ArrivedRange bad : new ArrivedRange[] {new ArrivedRange(-1, 5, 0), new ArrivedRange(0, 0, 0),
            new ArrivedRange(0, -5, 0), new ArrivedRange(0, LENGTH + 1, 0), new ArrivedRange(LENGTH, 1, 0),
            new ArrivedRange(Long.MAX_VALUE, Long.MAX_VALUE, 0)})
        {
            file.write(CONTENT, LENGTH, List.of(bad));
            assertEquals(List.of(), file.read(CONTENT, LENGTH), bad::toString);
        }
        file.write(CONTENT, LENGTH, List.of(new ArrivedRange(0, 10, 0), new ArrivedRange(10, 10, 0)));
        assertEquals(List.of(), file.read(CONTENT, LENGTH), "they touch");
    }

    @Test
    void shouldKeepTheOldOneWhenKilledWhileTheNewOneIsWritten() throws IOException
    {
        file.write(CONTENT, LENGTH, RANGES);
        Files.writeString(folder.resolve("ranges.new"), "half a li");
        assertEquals(RANGES, file.read(CONTENT, LENGTH));
        file.write(CONTENT, LENGTH, RANGES.subList(0, 1));
        assertEquals(RANGES.subList(0, 1), file.read(CONTENT, LENGTH));
        assertFalse(Files.exists(folder.resolve("ranges.new")));
    }
}
