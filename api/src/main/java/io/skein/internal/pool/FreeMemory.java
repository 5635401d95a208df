package io.skein.internal.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Memory that files on a tmpfs could still take before the kernel kills somebody: what the machine has, or what the
 * control groups of this process leave if that is less. Page cache counts as free. Source: the kernel's
 * {@code filesystems/proc.rst}, {@code cgroup-v1/memory.rst} and {@code cgroup-v2.rst}.
 */
final class FreeMemory
{
    private static final String CGROUPS = "sys/fs/cgroup";
    private static final Set<String> CACHE_V1 = Set.of("total_inactive_file", "total_active_file");
    private static final Set<String> CACHE_V2 = Set.of("inactive_file", "active_file");

    private final Path root;

    /**
     * @param root of the file system.
     */
    FreeMemory(final Path root)
    {
        this.root = root;
    }

    /**
     * @return bytes, or {@link Long#MAX_VALUE} where the system does not say.
     */
    long bytes()
    {
        long free = Long.MAX_VALUE;
        for (final String line : lines(root.resolve("proc/meminfo")))
        {
            if (line.startsWith("MemAvailable:"))
            {
                free = 1_024 * number(line.split("\\s+")[1], free / 1_024);
            }
        }
        for (final String line : lines(root.resolve("proc/self/cgroup")))
        {
            final String[] fields = line.split(":", 3);
            if (3 == fields.length && fields[1].isEmpty())
            {
                free = Math.min(free, ofGroups(root.resolve(CGROUPS), fields[2], Group.V2));
            }
            else if (3 == fields.length && List.of(fields[1].split(",")).contains("memory"))
            {
                free = Math.min(free, ofGroups(root.resolve(CGROUPS).resolve("memory"), fields[2], Group.V1));
            }
        }
        return free;
    }

    /**
     * A limit may be set at any level. In a container the path may be the host's: the top is always looked at.
     */
    private static long ofGroups(final Path top, final String path, final Group group)
    {
        long free = ofGroup(top, group);
        try
        {
            final Path relative = Path.of(path.replaceFirst("^/+", "")).normalize();
            for (Path level = relative; null != level && !level.startsWith(".."); level = level.getParent())
            {
                free = Math.min(free, ofGroup(top.resolve(level), group));
            }
        }
        catch (final InvalidPathException ex)
        {
            return free;
        }
        return free;
    }

    private static long ofGroup(final Path directory, final Group group)
    {
        final long limit = first(directory.resolve(group.limitFile));
        final long usage = first(directory.resolve(group.usageFile));
        if (Long.MAX_VALUE == limit || Long.MAX_VALUE == usage)
        {
            return Long.MAX_VALUE;
        }
        long cache = 0;
        for (final String line : lines(directory.resolve("memory.stat")))
        {
            final String[] fields = line.split(" ");
            cache += 2 == fields.length && group.cacheFields.contains(fields[0]) ? number(fields[1], 0) : 0;
        }
        return Math.max(0, limit - Math.max(0, usage - cache));
    }

    private static long first(final Path file)
    {
        final List<String> lines = lines(file);
        return lines.isEmpty() ? Long.MAX_VALUE : number(lines.get(0).strip(), Long.MAX_VALUE);
    }

    private static long number(final String text, final long otherwise)
    {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static List<String> lines(final Path file)
    {
        try
        {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        }
        catch (final IOException ex)
        {
            return List.of();
        }
    }

    private enum Group
    {
        V1("memory.limit_in_bytes", "memory.usage_in_bytes", CACHE_V1),
        V2("memory.max", "memory.current", CACHE_V2);

        private final String limitFile;
        private final String usageFile;
        private final Set<String> cacheFields;

        Group(final String limitFile, final String usageFile, final Set<String> cacheFields)
        {
            this.limitFile = limitFile;
            this.usageFile = usageFile;
            this.cacheFields = cacheFields;
        }
    }
}
