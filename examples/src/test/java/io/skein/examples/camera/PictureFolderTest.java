package io.skein.examples.camera;

import io.skein.ConfigurationException;
import io.skein.examples.picture.Picture;
import io.skein.examples.picture.PictureFile;
import io.skein.examples.picture.PictureSize;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PictureFolderTest
{
    private static final PictureSize SMALL = new PictureSize(4, 2);

    @TempDir
    private Path folder;

    @Test
    void shouldSendPicturesByNameAgainAndAgain() throws IOException
    {
        final byte[] first = picture("a.png", SMALL, 1);
        final byte[] second = picture("b.PNG", SMALL, 2);
        Files.writeString(folder.resolve("README.txt"), "no picture");
        Files.createDirectory(folder.resolve("c.png"));
        final List<Integer> decoded = new ArrayList<>();

        final PictureFolder pictures = PictureFolder.open(folder, null, 48);
        final PictureReel reel = new PictureReel(pictures, decoded::add);

        assertEquals(SMALL, pictures.size());
        assertEquals(List.of(1, 2), decoded);
        assertArrayEquals(first, render(reel, 0));
        assertArrayEquals(second, render(reel, 1));
        assertArrayEquals(first, render(reel, 1_000_000));
    }

    @Test
    void shouldBringAllPicturesToTheSizeThatWasAskedFor() throws IOException
    {
        picture("a.png", SMALL, 7);
        picture("b.png", new PictureSize(9, 9), 7);

        final PictureFolder pictures = PictureFolder.open(folder, new PictureSize(3, 5), 1_000);
        final PictureReel reel = new PictureReel(pictures, (done) -> {});

        final byte[] expected = new byte[3 * 5 * 3];
        Arrays.fill(expected, (byte)7);
        final byte[] frame = new byte[expected.length];
        reel.render(1, new UnsafeBuffer(frame));
        assertArrayEquals(expected, frame);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithAFolder() throws IOException
    {
        assertThrows(NoSuchFileException.class, () -> PictureFolder.open(folder.resolve("none"), null, 1_000));
        assertProblem("no picture in " + folder, null, 1_000);

        picture("a.png", SMALL, 1);
        assertThrows(NotDirectoryException.class, () -> PictureFolder.open(folder.resolve("a.png"), null, 1_000));
        assertProblem("1 pictures of 4x2 take 24 B when decoded: the limit is 23 B", null, 23);
        picture("b.png", new PictureSize(2, 4), 1);
        assertProblem("b.png is 2x4, but a.png is 4x2: give pictures of one size, or --size", null, 1_000);
        Files.writeString(folder.resolve("c.jpg"), "no picture");
        assertProblem("c.jpg: no known format", SMALL, 1_000);
    }

    private void assertProblem(final String message, final PictureSize size, final long limitBytes)
    {
        final ConfigurationException ex =
            assertThrows(ConfigurationException.class, () -> PictureFolder.open(folder, size, limitBytes));
        assertTrue(ex.getMessage().contains(message), ex::getMessage);
        assertEquals(1, ex.getMessage().lines().count(), ex::getMessage);
    }

    private byte[] picture(final String name, final PictureSize size, final int value) throws IOException
    {
        final byte[] pixels = new byte[(int)size.sizeBytes()];
        Arrays.fill(pixels, (byte)value);
        final Path file = folder.resolve(name);
        new Picture(size.width(), size.height(), Picture.COLOURS, pixels).writePng(file);
        assertEquals(size, PictureFile.size(file));
        return pixels;
    }

    private static byte[] render(final PictureReel reel, final long number)
    {
        final byte[] frame = new byte[(int)SMALL.sizeBytes()];
        reel.render(number, new UnsafeBuffer(frame));
        return frame;
    }
}
