package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.MessageTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

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
        ImageIO.write(PictureFile.image(pixels, 2, 3), "png", file.toFile());

        final Content content = PictureFile.read(file);

        assertEquals("uint8[2,3,3]", content.type().toString());
        final byte[] read = new byte[pixels.length];
        content.buffer().getBytes(0, read);
        assertEquals(Arrays.toString(pixels), Arrays.toString(read));
    }

    @Test
    void shouldReadJpeg() throws IOException
    {
        final Path file = folder.resolve("a.jpg");
        ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
        assertEquals("uint8[17,31,3]", PictureFile.read(file).type().toString());
    }

    @Test
    void shouldRefuseAPictureLargerThanAMessageBeforeItsPixelsAreRead() throws IOException
    {
        final Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(4_000, 1_399, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());

        final MessageTooLargeException ex =
            assertThrows(MessageTooLargeException.class, () -> PictureFile.read(file));

        assertTrue(ex.getMessage().contains("16788000") && ex.getMessage().contains("16776960") &&
            ex.getMessage().contains("--image"), ex::getMessage);
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
        final byte[] whole = Samples.landscape();
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
        catch (final ConfigurationException | MessageTooLargeException ex)
        {
            assertEquals(1, ex.getMessage().lines().count(), ex::getMessage);
            return true;
        }
    }
}
