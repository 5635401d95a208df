package io.skein.internal.pool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FreeMemoryTest
{
    @TempDir
    private Path root;

    private void file(final String path, final String text) throws IOException
    {
        final Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void machine() throws IOException
    {
        file("proc/meminfo", "MemTotal:       9000 kB\nMemFree:         100 kB\nMemAvailable:   1000 kB\n");
    }

    private long bytes()
    {
        return new FreeMemory(root).bytes();
    }

    @Test
    void shouldSayNothingWhereTheSystemDoesNot()
    {
        assertEquals(Long.MAX_VALUE, bytes());
    }

    @Test
    void shouldCountWhatIsAvailable() throws IOException
    {
        machine();
        assertEquals(1_024_000, bytes());
    }

    @Test
    void shouldFollowLimitsOfUnifiedGroupsAtAnyLevel() throws IOException
    {
        machine();
        file("proc/self/cgroup", "0::/user.slice/a:b\n");
        file("sys/fs/cgroup/user.slice/a:b/memory.max", "max\n");
        file("sys/fs/cgroup/user.slice/a:b/memory.current", "100000\n");
        assertEquals(1_024_000, bytes());

        file("sys/fs/cgroup/user.slice/memory.max", "500000\n");
        file("sys/fs/cgroup/user.slice/memory.current", "400000\n");
        file("sys/fs/cgroup/user.slice/memory.stat", "anon 7\nfile 60000\ninactive_file 30000\nactive_file 5000\n");
        assertEquals(135_000, bytes());

        file("sys/fs/cgroup/user.slice/a:b/memory.max", "90000\n");
        assertEquals(0, bytes());
    }

    @Test
    void shouldFollowLimitsOfTheMemoryController() throws IOException
    {
        machine();
        // In a container the path is the host's, and the limit is at the top.
        file("proc/self/cgroup", "12:cpu,cpuacct:/x\n4:memory:/docker/0123\n0::/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "500000\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "300000\n");
        file("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 1000\ntotal_active_file 500\n");
        assertEquals(201_500, bytes());

        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertEquals(1_024_000, bytes());
    }

    @Test
    void shouldNotLeaveTheGroupsOrFailOnNonsense() throws IOException
    {
        machine();
        file("proc/self/cgroup", "0::/../../..\n\n::\n1:memory\n4:memory:/\0\n");
        file("memory.max", "1\n");
        file("memory.current", "0\n");
        file("sys/fs/cgroup/memory.max", "many\n");
        file("sys/fs/cgroup/memory.current", "\n");
        assertEquals(1_024_000, bytes());
    }

    @Test
    void shouldKnowThisMachine()
    {
        assertTrue(new FreeMemory(Path.of("/")).bytes() > 0);
    }
}
