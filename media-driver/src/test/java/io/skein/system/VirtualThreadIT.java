package io.skein.system;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Virtual threads are never pinned by our waits. They need JDK 21; before that this is skipped.
 */
@Timeout(90)
class VirtualThreadIT
{
    private static final int FIRST_JDK = 21;
    private static final int FIRST_JDK_THAT_WARNS = 24;
    private static final int WAITS = 8;

    @ParameterizedTest
    @ValueSource(strings = {"park", "event"})
    void shouldLetOthersRunOnTheOneCarrierWhileItWaits(final String strategy) throws IOException
    {
        final int jdk = Runtime.version().feature();
        assumeTrue(jdk >= FIRST_JDK, () -> "virtual threads need JDK " + FIRST_JDK + ", this is " + jdk);
        final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1",
            "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1"));
        if (jdk >= FIRST_JDK_THAT_WARNS)
        {
            options.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        try (ChildJvm child = ChildJvm.start(options, VirtualThreadMain.class, strategy))
        {
            child.awaitLine("DONE");
            assertEquals(WAITS, child.count("OK "), child::output);
            assertEquals(0, child.awaitExit(), child::output);
        }
    }
}
