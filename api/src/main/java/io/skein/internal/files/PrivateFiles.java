package io.skein.internal.files;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/**
 * Files and directories that only their owner may read, where the file system knows owners.
 */
public final class PrivateFiles
{
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> WRITE_OF_OTHERS = PosixFilePermissions.fromString("----w--w-");

    private PrivateFiles()
    {
    }

    /**
     * @param file to make with mode 0600, empty; what is there already stays as it is.
     * @return whether the file is new.
     * @throws IOException if it can not be made.
     */
    public static boolean createFile(final Path file) throws IOException
    {
        try
        {
            Files.createFile(file, attributes(file, "rw-------"));
            return true;
        }
        catch (final FileAlreadyExistsException ex)
        {
            return false;
        }
    }

    /**
     * @param directory to make with mode 0700; one that is there already stays as it is.
     * @return whether the directory is new.
     * @throws IOException if it can not be made, or something else has its name.
     */
    public static boolean createDirectory(final Path directory) throws IOException
    {
        while (true)
        {
            try
            {
                Files.createDirectory(directory, attributes(directory, "rwx------"));
                return true;
            }
            catch (final FileAlreadyExistsException ex)
            {
                if (isDirectory(directory, ex))
                {
                    return false;
                }
            }
        }
    }

    /**
     * @return true, or false if it has been deleted since it was found.
     */
    private static boolean isDirectory(final Path directory, final FileAlreadyExistsException found) throws IOException
    {
        try
        {
            if (Files.readAttributes(directory, BasicFileAttributes.class).isDirectory())
            {
                return true;
            }
        }
        catch (final NoSuchFileException ex)
        {
            if (!Files.isSymbolicLink(directory))
            {
                return false;
            }
        }
        throw found;
    }

    /**
     * @param directory to give mode 0700.
     * @throws IOException if it can not be done.
     */
    public static void restrict(final Path directory) throws IOException
    {
        if (isPosix(directory))
        {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /**
     * @param directory that exists.
     * @return whether somebody else may write in the directory.
     * @throws IOException if its mode can not be read.
     */
    public static boolean isOpenToOthers(final Path directory) throws IOException
    {
        return isPosix(directory) && !Collections.disjoint(permissions(directory), WRITE_OF_OTHERS);
    }

    /**
     * What is private is either one's own or can not be entered, so who it belongs to need not be asked.
     *
     * @param directory that exists.
     * @return whether it is a directory, no link, and nobody but its owner may do anything with it.
     * @throws IOException if there is none, or its mode can not be read.
     */
    public static boolean isPrivate(final Path directory) throws IOException
    {
        return Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isDirectory() &&
            (!isPosix(directory) || OWNER.containsAll(permissions(directory)));
    }

    private static Set<PosixFilePermission> permissions(final Path path) throws IOException
    {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * @param file that exists.
     * @return what tells one file from another of the same name; null where the file system has nothing.
     * @throws IOException if there is none.
     */
    public static Object key(final Path file) throws IOException
    {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * @param file that may exist.
     * @return like {@link #key}, or null if there is none.
     */
    public static Object keyOrNull(final Path file)
    {
        try
        {
            return key(file);
        }
        catch (final IOException ex)
        {
            return null;
        }
    }

    /**
     * @param root of a tree.
     * @return bytes of all the files in it that can be seen.
     */
    public static long size(final Path root)
    {
        final long[] bytes = new long[1];
        walk(root, (file) -> bytes[0] += Files.size(file));
        return bytes[0];
    }

    /**
     * Delete as much as possible. Links are deleted, not followed.
     *
     * @param root of a tree.
     * @return whether nothing is left.
     */
    public static boolean deleteTree(final Path root)
    {
        walk(root, Files::deleteIfExists);
        return !Files.exists(root, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * @param channel to close, whatever happens.
     */
    public static void closeQuietly(final Channel channel)
    {
        try
        {
            channel.close();
        }
        catch (final IOException ignore)
        {
            // Nothing more can be done.
        }
    }

    private static void walk(final Path root, final FileAction action)
    {
        try
        {
            Files.walkFileTree(root, new SimpleFileVisitor<>()
            {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                {
                    return attempt(action, file);
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException ex)
                {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path directory, final IOException ex)
                {
                    return attempt(action, directory);
                }
            });
        }
        catch (final IOException ignore)
        {
            // Files come and go while others work here.
        }
    }

    private static FileVisitResult attempt(final FileAction action, final Path file)
    {
        try
        {
            action.accept(file);
        }
        catch (final IOException ignore)
        {
            // What can not be deleted or measured stays.
        }
        return FileVisitResult.CONTINUE;
    }

    private static FileAttribute<?>[] attributes(final Path path, final String permissions)
    {
        return isPosix(path.toAbsolutePath().getParent()) ?
            new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))} :
            new FileAttribute<?>[0];
    }

    private static boolean isPosix(final Path path)
    {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @FunctionalInterface
    private interface FileAction
    {
        void accept(Path file) throws IOException;
    }
}
