package io.skein.examples.camera;

import io.skein.ConfigurationException;
import io.skein.examples.picture.PictureFile;
import io.skein.examples.picture.PictureSize;
import io.skein.tool.Units;

import javax.imageio.ImageIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pictures of a folder, in the order of their names. Only their heads are read here.
 *
 * @param files pictures, one or more.
 * @param size  that all frames have.
 */
record PictureFolder(List<Path> files, PictureSize size)
{
    private static final Set<String> SUFFIXES =
        Stream.of(ImageIO.getReaderFileSuffixes()).map((s) -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

    /**
     * @param folder     with pictures; other files in it are ignored, by the ends of their names.
     * @param size       to which they are brought; null when all have the same.
     * @param limitBytes of all pictures, decoded.
     * @return what is in it.
     * @throws IOException            if it can not be read.
     * @throws ConfigurationException if there is no picture in it, one is damaged, they differ in size, or they are
     *                                too many.
     */
    static PictureFolder open(final Path folder, final PictureSize size, final long limitBytes) throws IOException
    {
        final List<Path> files = list(folder);
        if (files.isEmpty())
        {
            throw new ConfigurationException("no picture in " + folder + ": give a folder with PNG or JPEG files");
        }
        PictureSize common = size;
        for (final Path file : files)
        {
            final PictureSize own = PictureFile.size(file);
            if (null == common)
            {
                common = own;
            }
            if (null == size && !own.equals(common))
            {
                throw new ConfigurationException("picture " + file + " is " + own + ", but " +
                    files.get(0).getFileName() + " is " + common +
                    ": give pictures of one size, or --size, to which all are brought");
            }
        }
        final long needBytes = common.sizeBytes() * files.size();
        if (needBytes > limitBytes)
        {
            throw new ConfigurationException(files.size() + " pictures of " + common + " take " +
                Units.bytes(needBytes) + " when decoded: the limit is " + Units.bytes(limitBytes) +
                ", half of the heap; give fewer, or a smaller --size, or SKEIN_JAVA_OPTS=-Xmx8g");
        }
        return new PictureFolder(files, common);
    }

    private static List<Path> list(final Path folder) throws IOException
    {
        if (!Files.exists(folder))
        {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder))
        {
            throw new NotDirectoryException(folder.toString());
        }
        try (Stream<Path> entries = Files.list(folder))
        {
            return entries.filter(PictureFolder::isPicture).sorted().toList();
        }
    }

    private static boolean isPicture(final Path file)
    {
        final String name = file.getFileName().toString();
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) &&
            !Files.isDirectory(file);
    }
}
