package io.skein.internal.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a directory is mounted from.
 *
 * @param point        of the mount.
 * @param type         of the file system; empty where the system does not say.
 * @param hasHugePages whether the files on it are made of huge pages where they are long enough.
 */
record Mount(Path point, String type, boolean hasHugePages)
{
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/shmem_enabled");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int POINT = 1;
    private static final int TYPE = 2;
    private static final int OPTIONS = 3;

    /**
     * @param directory that exists.
     * @return its mount.
     */
    static Mount of(final Path directory)
    {
        try
        {
            final String policy = Files.isReadable(HUGE_PAGES) ? Files.readString(HUGE_PAGES) : "";
            return find(Files.readAllLines(MOUNTS), policy, directory.toRealPath());
        }
        catch (final IOException ex)
        {
            return new Mount(directory.getRoot(), "", false);
        }
    }

    /**
     * @param lines    as in {@code /proc/self/mounts}; a later one hides an earlier one.
     * @param policy   as in {@code shmem_enabled}: what is chosen is in brackets.
     * @param realPath absolute and without links.
     * @return the mount of the path.
     */
    static Mount find(final List<String> lines, final String policy, final Path realPath)
    {
        Mount found = new Mount(realPath.getRoot(), "", false);
        for (final String line : lines)
        {
            final String[] fields = line.split(" ");
            if (fields.length > OPTIONS)
            {
                final Path point = Path.of(unescaped(fields[POINT]));
                if (realPath.startsWith(point) && point.getNameCount() >= found.point().getNameCount())
                {
                    found = new Mount(point, fields[TYPE],
                        "tmpfs".equals(fields[TYPE]) && hasHugePages(fields[OPTIONS], policy));
                }
            }
        }
        return found;
    }

    /**
     * {@code huge=advise} is not enough: it asks for a call that Java does not have.
     */
    private static boolean hasHugePages(final String options, final String policy)
    {
        if (policy.contains("[deny]") || policy.contains("[force]"))
        {
            return policy.contains("[force]");
        }
        final List<String> all = List.of(options.split(","));
        return all.contains("huge=always") || all.contains("huge=within_size");
    }

    private static String unescaped(final String field)
    {
        return ESCAPED.matcher(field).replaceAll((match) ->
            Matcher.quoteReplacement(String.valueOf((char)Integer.parseInt(match.group(1), 8))));
    }

    /**
     * @return whether files take memory and nothing else.
     */
    boolean isMemory()
    {
        return "tmpfs".equals(type) || "ramfs".equals(type);
    }
}
