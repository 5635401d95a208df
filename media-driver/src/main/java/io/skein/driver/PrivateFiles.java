package io.skein.driver;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only their owner may read, where the file system knows owners.
 */
final class PrivateFiles
{
    private PrivateFiles()
    {
    }

    /**
     * @return whether the file is new.
     */
    static boolean createFile(final Path file) throws IOException
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

    static void createDirectory(final Path directory) throws IOException
    {
        try
        {
            Files.createDirectory(directory, attributes(directory, "rwx------"));
        }
        catch (final FileAlreadyExistsException ex)
        {
            if (!Files.isDirectory(directory))
            {
                throw ex;
            }
        }
    }

    static void restrict(final Path directory) throws IOException
    {
        if (isPosix(directory))
        {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /**
     * @return whether somebody else may write in the directory.
     */
    static boolean isOpenToOthers(final Path directory) throws IOException
    {
        if (!isPosix(directory))
        {
            return false;
        }
        final Set<PosixFilePermission> permissions =
            Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        return permissions.contains(PosixFilePermission.GROUP_WRITE) ||
            permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /**
     * @return what tells one file from another of the same name; null where the file system has nothing.
     */
    static Object key(final Path file) throws IOException
    {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    static Object keyOrNull(final Path file)
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

    static long size(final Path root)
    {
        final long[] bytes = new long[1];
        walk(root, (file) -> bytes[0] += Files.size(file));
        return bytes[0];
    }

    /**
     * Delete as much as possible. Links are deleted, not followed.
     *
     * @return whether nothing is left.
     */
    static boolean deleteTree(final Path root)
    {
        walk(root, Files::deleteIfExists);
        return !Files.exists(root, LinkOption.NOFOLLOW_LINKS);
    }

    static void closeQuietly(final Channel channel)
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
