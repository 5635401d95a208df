package io.skein.examples.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder that files go to. Their names come from another host, and may be anything: only what is plainly a name is
 * one.
 */
final class Destination
{
    private static final String PART = ".part";
    private static final String RANGES = ".ranges";

    /**
     * What most file systems take, less the dot before and the longest suffix.
     */
    private static final int MOST_BYTES = 255 - 1 - ".ranges.new".length();

    private final Path folder;
    private final boolean isOverwriting;

    /**
     * @param folder        that exists.
     * @param isOverwriting whether files that are there may be replaced.
     * @throws IOException if there is no such folder.
     */
    Destination(final Path folder, final boolean isOverwriting) throws IOException
    {
        if (!Files.isDirectory(folder))
        {
            throw Files.exists(folder) ?
                new NotDirectoryException(folder.toString()) : new NoSuchFileException(folder.toString());
        }
        // From here on, links on the way to the folder may change as they like.
        this.folder = folder.toRealPath();
        this.isOverwriting = isOverwriting;
    }

    /**
     * @param name from another host.
     * @return the name, when a file of the folder can have it.
     * @throws IOException when not.
     */
    String requireName(final String name) throws IOException
    {
        final String shown = "'" + name.replaceAll("\\p{Cntrl}", "?") + "'";
        if (name.isEmpty() || name.startsWith(".") || name.chars().anyMatch(Destination::isForbidden))
        {
            throw new IOException("a file can not be called " + shown +
                " here: a name is not empty, does not begin with a dot, and has no separator or control character");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES)
        {
            throw new IOException("a file can not be called " + shown + " here: at most " + MOST_BYTES + " bytes");
        }
        try
        {
            final Path path = folder.resolve(name);
            if (folder.equals(path.getParent()) && path.normalize().equals(path))
            {
                return name;
            }
        }
        catch (final InvalidPathException ignore)
        {
            // The same as one that leads elsewhere.
        }
        throw new IOException("a file can not be called " + shown + " here");
    }

    private static boolean isForbidden(final int character)
    {
        return '/' == character || '\\' == character || ':' == character || Character.isISOControl(character) ||
            0xFFFD == character;
    }

    /**
     * @param name that was required.
     * @throws IOException when there is something of that name that must stay.
     */
    void requireFree(final String name) throws IOException
    {
        final Path file = folder.resolve(name);
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
        {
            throw new FileSystemException(name, null, "is a folder");
        }
        if (!isOverwriting && Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        {
            throw new FileAlreadyExistsException(name, null, "is there already: --overwrite replaces it");
        }
    }

    Path part(final String name)
    {
        return folder.resolve('.' + name + PART);
    }

    Path ranges(final String name)
    {
        return folder.resolve('.' + name + RANGES);
    }

    /**
     * @param name of a file whose part is whole. A link of that name is replaced, not followed.
     * @throws IOException when it can not have its name.
     */
    void finish(final String name) throws IOException
    {
        requireFree(name);
        Files.move(part(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * @return bytes that still fit.
     * @throws IOException if that can not be asked.
     */
    long usableBytes() throws IOException
    {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
