package io.skein.internal.pool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class MountTest
{
    private static final List<String> LINES = List.of(
        "/dev/vda / ext4 rw,relatime 0 0",
        "tmpfs /dev/shm tmpfs rw,size=1k 0 0",
        "tmpfs /dev/shm/huge tmpfs rw,huge=always,size=1k 0 0",
        "tmpfs /dev/shm/within tmpfs rw,huge=within_size 0 0",
        "tmpfs /dev/shm/advise tmpfs rw,huge=advise 0 0",
        "tmpfs /mnt/with\\040space\\134 tmpfs rw,huge=always 0 0",
        "overlay /over tmpfs rw,huge=always 0 0",
        "overlay /over overlay rw,huge=always 0 0",
        "broken");

    @ParameterizedTest
    @CsvSource({
        "/home/me,           /,                 ext4,    false",
        "/dev/shm/pools,     /dev/shm,          tmpfs,   false",
        "/dev/shmoo,         /,                 ext4,    false",
        "/dev/shm/huge,      /dev/shm/huge,     tmpfs,   true",
        "/dev/shm/huge/a/b,  /dev/shm/huge,     tmpfs,   true",
        "/dev/shm/within/a,  /dev/shm/within,   tmpfs,   true",
        "/dev/shm/advise/a,  /dev/shm/advise,   tmpfs,   false",
        "/mnt/with space\\/a, /mnt/with space\\, tmpfs,  true",
        "/over/a,            /over,             overlay, false"})
    void shouldFindTheMountThatIsSeen(
        final Path path, final Path point, final String type, final boolean hasHugePages)
    {
        final String policy = "always within_size advise [never] deny force\n";
        assertEquals(new Mount(point, type, hasHugePages), Mount.find(LINES, policy, path));
    }

    @Test
    void shouldFollowTheKernelsOverride()
    {
        final Path huge = Path.of("/dev/shm/huge");
        assertFalse(Mount.find(LINES, "always within_size advise never [deny] force", huge).hasHugePages());
        assertEquals(new Mount(Path.of("/dev/shm"), "tmpfs", true),
            Mount.find(LINES, "always within_size advise never deny [force]", Path.of("/dev/shm/a")));
    }

    @Test
    void shouldSayNothingWhereThereAreNoMounts()
    {
        assertEquals(new Mount(Path.of("/"), "", false), Mount.find(List.of(), "", Path.of("/dev/shm")));
    }
}
