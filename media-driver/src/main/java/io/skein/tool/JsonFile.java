package io.skein.tool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes results: all of a file or nothing of it.
 */
public final class JsonFile
{
    private static final Gson GSON = new GsonBuilder()
        .serializeNulls().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonFile()
    {
    }

    /**
     * Write a value as JSON, in one step: who reads the file sees the old one or the new one. Fields that are null are
     * written as {@code null}. A destination that is no regular file, such as {@code /dev/stdout}, is written through.
     *
     * @param file  to write.
     * @param value a record, map, list or object with fields; numbers must be finite.
     * @throws IOException if it can not be written.
     */
    public static void write(final Path file, final Object value) throws IOException
    {
        writeText(file, text(value) + '\n');
    }

    /**
     * A value as it is written by {@link #write}.
     *
     * @param value a record, map, list or object with fields; numbers must be finite.
     * @return JSON of several lines.
     */
    public static String text(final Object value)
    {
        return GSON.toJson(value);
    }

    /**
     * Write a text in one step, as {@link #write}.
     *
     * @param file to write.
     * @param text of the file.
     * @throws IOException if it can not be written.
     */
    public static void writeText(final Path file, final String text) throws IOException
    {
        writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Write bytes in one step, as {@link #write}.
     *
     * @param file  to write.
     * @param bytes of the file.
     * @throws IOException if it can not be written.
     */
    public static void writeBytes(final Path file, final byte[] bytes) throws IOException
    {
        if (Files.exists(file) && !Files.isRegularFile(file))
        {
            Files.write(file, bytes);
            return;
        }
        final Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        requireFolder(target);
        final Path temporary =
            target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try
        {
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
        finally
        {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Find out before a long run whether its results can be written.
     *
     * @param file that will be written; null is fine.
     * @throws IOException if its folder does not exist, it is a folder itself, or it may not be written.
     */
    public static void check(final Path file) throws IOException
    {
        if (null != file)
        {
            requireFolder(file.toAbsolutePath());
            final Path required = Files.exists(file) ? file : file.toAbsolutePath().getParent();
            if (!Files.isWritable(required))
            {
                throw new AccessDeniedException(file.toString());
            }
            if (Files.isDirectory(file))
            {
                throw new FileSystemException(file.toString(), null, "is a directory");
            }
        }
    }

    private static void requireFolder(final Path file) throws IOException
    {
        final Path folder = file.toAbsolutePath().getParent();
        if (null != folder && !Files.isDirectory(folder))
        {
            throw Files.exists(folder) ? new NotDirectoryException(folder.toString()) :
                new NoSuchFileException(folder.toString());
        }
    }
}
