package io.skein.system;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(120)
class CloseRaceIT
{
    private static final String ROUNDS = System.getProperty("skein.test.close.rounds", "50");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotCrashWhenEverythingIsClosedWhileInUse(final boolean checks) throws IOException
    {
        shouldNotCrash(CloseRaceMain.class, checks);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotCrashWhenEverythingIsClosedWhileSlotsAreInUse(final boolean checks) throws IOException
    {
        shouldNotCrash(PooledCloseRaceMain.class, checks);
    }

    private static void shouldNotCrash(final Class<?> main, final boolean checks) throws IOException
    {
        final List<String> options =
            List.of("-Dagrona.disable.bounds.checks=true", "-Dskein.checks=" + checks);
        final String seed = System.getProperty("skein.test.seed", Long.toString(new Random().nextLong()));
        try (ChildJvm child = ChildJvm.start(options, main, seed, ROUNDS))
        {
            assertEquals(0, child.awaitExit(), child::output);
            child.awaitLine("DONE");
        }
    }
}
