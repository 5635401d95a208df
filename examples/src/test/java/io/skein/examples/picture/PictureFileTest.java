package io.skein.examples.picture;

import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PictureFileTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldReadPixelsRowByRowInRedGreenBlue() throws IOException
    {
        final byte[] pixels = {(byte)255, 0, 1, 2, (byte)200, 3, 4, 5, (byte)150, 6, 7, 8, 9, 10, 11, 12, 13, 14};
        final Path file = folder.resolve("a.png");
        new Picture(3, 2, Picture.COLOURS, pixels).writePng(file);

        assertEquals(new PictureSize(3, 2), PictureFile.size(file));
        assertEquals("3x2", PictureFile.size(file).toString());
        assertArrayEquals(pixels, PictureFile.read(file).pixels());
    }

    @Test
    void shouldReadJpeg() throws IOException
    {
        final Path file = folder.resolve("a.jpg");
        ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
        assertEquals(new PictureSize(31, 17), PictureFile.size(file));
        assertEquals(31 * 17 * 3, PictureFile.read(file).pixels().length);
    }

    @Test
    void shouldWriteGreyAsThreeEqualColours() throws IOException
    {
        final Path file = folder.resolve("grey.png");
        new Picture(2, 1, 1, new byte[]{7, (byte)250}).writePng(file);

        assertArrayEquals(new byte[]{7, 7, 7, (byte)250, (byte)250, (byte)250}, PictureFile.read(file).pixels());
    }

    @Test
    void shouldBringAPictureToASize() throws IOException
    {
        final Path file = folder.resolve("white.png");
        final byte[] white = new byte[4 * 4 * 3];
        Arrays.fill(white, (byte)-1);
        new Picture(4, 4, Picture.COLOURS, white).writePng(file);

        final Picture scaled = PictureFile.read(file, new PictureSize(7, 3));

        assertEquals(7, scaled.width());
        assertEquals(3, scaled.height());
        for (final byte value : scaled.pixels())
        {
            assertEquals(-1, value);
        }
    }

    @Test
    void shouldRefusePixelsThatDoNotFit()
    {
        assertThrows(IllegalArgumentException.class, () -> new Picture(2, 2, 3, new byte[11]));
        assertThrows(IllegalArgumentException.class, () -> new Picture(2, 2, 2, new byte[8]));
    }

    @Test
    void shouldSayInOneLineThatAFileHoldsNoPicture() throws IOException
    {
        final Path text = Files.writeString(folder.resolve("a.png"), "no picture");
        final Path empty = Files.write(folder.resolve("b.png"), new byte[0]);
        for (final Path file : new Path[]{text, empty})
        {
            final ConfigurationException ex =
                assertThrows(ConfigurationException.class, () -> PictureFile.read(file));
            assertEquals(1, ex.getMessage().lines().count(), ex::getMessage);
        }
        assertThrows(NoSuchFileException.class, () -> PictureFile.read(folder.resolve("none.png")));
        assertThrows(IOException.class, () -> PictureFile.read(folder));
    }

    @Test
    void shouldSayInOneLineThatAPictureIsDamagedWhereverItIsCutOrChanged() throws IOException
    {
        final byte[] whole;
        try (InputStream in = PictureFileTest.class.getResourceAsStream("../pingpong/landscape.png"))
        {
            whole = in.readAllBytes();
        }
        int damaged = 0;
        for (int cut = 1; cut < whole.length; cut += 997)
        {
            damaged += isRefused(Arrays.copyOf(whole, cut)) ? 1 : 0;
            final byte[] changed = whole.clone();
            changed[cut] ^= 0x55;
            isRefused(changed);
        }
        assertTrue(damaged > 50, "cut pictures refused: " + damaged);
    }

    private boolean isRefused(final byte[] bytes) throws IOException
    {
        final Path file = Files.write(folder.resolve("damaged.png"), bytes);
        try
        {
            PictureFile.read(file);
            return false;
        }
        catch (final ConfigurationException ex)
        {
            assertEquals(1, ex.getMessage().lines().count(), ex::getMessage);
            return true;
        }
    }
}
