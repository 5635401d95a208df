package io.skein.system;

import io.skein.driver.EmbeddedDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A trace goes through three processes of one host, whose clock is the same for all, with a frame that is forwarded
 * where it lies.
 */
@Timeout(120)
class TraceIT
{
    @Test
    void shouldArriveInOrderWhenAFrameGoesThroughThreeProcesses() throws IOException
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch())
        {
            final String directory = driver.connection().aeronDirectory().toString();
            try (ChildJvm sink = ChildJvm.start(TraceMain.class, "sink", directory);
                ChildJvm stage = ChildJvm.start(TraceMain.class, "stage", directory))
            {
                sink.awaitLine("READY");
                stage.awaitLine("READY");
                final long beforeNs = System.nanoTime();
                try (ChildJvm source = ChildJvm.start(TraceMain.class, "source", directory))
                {
                    assertEquals("TRACED " + TraceMain.FRAMES + " WRONG none", sink.awaitLine("TRACED"));
                    assertEquals("HANDLED " + TraceMain.FRAMES, stage.awaitLine("HANDLED"));
                    final long sentNs = Long.parseLong(source.awaitLine("SENT").substring("SENT ".length()));
                    // The clock is not only in order, it is the same.
                    assertTrue(beforeNs < sentNs && sentNs < System.nanoTime());
                }
            }
            assertEquals(0, driver.errorCount());
        }
    }
}
