package io.skein.internal.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class HostClockTest
{
    @TempDir
    Path directory;

    @Test
    void shouldBeTheSameOnlyWhenBootAndNamespaceAreTheSame() throws IOException
    {
        final Path boot = Files.writeString(directory.resolve("boot"), "one\n");
        final Path other = Files.writeString(directory.resolve("other"), "two\n");
        final Path none = directory.resolve("none");
        final Path namespace = Files.createSymbolicLink(directory.resolve("time"), Path.of("time:[1]"));
        assertEquals(HostClock.id(boot, none), HostClock.id(boot, none));
        assertNotEquals(HostClock.id(boot, none), HostClock.id(other, none));
        assertNotEquals(HostClock.id(boot, none), HostClock.id(boot, namespace));
        assertEquals(HostClock.id(boot, namespace), HostClock.id(boot, namespace));
    }

    @Test
    void shouldBeRandomWhenNothingIsKnown()
    {
        final Path none = directory.resolve("none");
        assertNotEquals(HostClock.id(none, none), HostClock.id(none, none));
        assertNotEquals(0, HostClock.ID);
    }
}
