package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What happens to those that hold views and claims for too long.
 */
@Timeout(120)
class HeldIT
{
    // The drain waits for a child that is gone, as long as the driver does: the child's client was never closed.
    private static final SkeinOptions OPTIONS = Events.PATIENT.withCloseTimeout(Duration.ofMillis(500));

    private Path directory;
    private ChildJvm driver;

    @BeforeEach
    void startDriver() throws IOException
    {
        directory = Directories.create("held");
        driver = DriverMain.start(directory, "shared");
    }

    @AfterEach
    void endDriver()
    {
        driver.close();
        Directories.delete(directory);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldKeepLogMappedWhenHandlerReadsLongerThanTheImageLives() throws IOException
    {
        final Topic topic = HeldMain.droppedTopic();
        try (Skein skein = Skein.connect(Connection.to(directory), OPTIONS);
            Sink sink = new Sink(skein.addMessageSubscriber(HeldMain.TOPIC.channel(
                topic.channels().get(0).publish()), 0));
            ChildJvm child = start("dropped"))
        {
            child.awaitLine("READY");
            try (Source source = new Source(skein.addMessagePublisher(topic, Sharing.EXCLUSIVE), HeldMain.LENGTH))
            {
                Await.until(() -> "the log is still mapped\n" + child.output(),
                    () -> child.count("MAPPED 1") > 0 || child.count("DONE") > 0);
                Await.until("the fast one goes on", () -> sink.received() > 100 && source.accepted() > 100);
            }
            child.awaitLine("UNMAPPED");
            assertEquals(1, child.count("MAPPED 1"), child::output);
            assertEquals(0, child.count("NESTED"), child::output);
            assertEquals(0, child.awaitExit(), child::output);
        }
    }

    @Test
    void shouldReadOnWhenDriverIsRestartedUnderHandler() throws IOException
    {
        try (ChildJvm child = start("restarted"))
        {
            child.awaitLine("READY");
            try (Skein skein = Skein.connect(Connection.to(directory), OPTIONS);
                Source source = new Source(
                    skein.addMessagePublisher(HeldMain.TOPIC, Sharing.EXCLUSIVE), HeldMain.LENGTH))
            {
                child.awaitLine("HELD");
                driver.kill();
                driver = DriverMain.start(directory, "shared");
                child.awaitLine("AGAIN");
                assertEquals(0, child.awaitExit(), child::output);
                assertTrue(source.accepted() > 0);
            }
        }
    }

    @Test
    void shouldReadOnWhenSkeinIsClosedUnderHandler() throws IOException
    {
        try (ChildJvm child = start("closed"))
        {
            child.awaitLine("READY");
            try (Skein skein = Skein.connect(Connection.to(directory), OPTIONS);
                Source source = new Source(
                    skein.addMessagePublisher(HeldMain.TOPIC, Sharing.EXCLUSIVE), HeldMain.LENGTH))
            {
                assertEquals(0, child.awaitExit(), child::output);
                assertTrue(source.accepted() > 0);
            }
        }
    }

    @Test
    void shouldWriteToNowhereWhenSkeinIsClosedUnderClaim() throws IOException
    {
        try (Skein skein = Skein.connect(Connection.to(directory), OPTIONS);
            Sink sink = new Sink(skein.addMessageSubscriber(HeldMain.TOPIC, 0));
            ChildJvm child = start("claim"))
        {
            assertEquals(0, child.awaitExit(), child::output);
            assertTrue(sink.received() <= 1);
        }
    }

    private ChildJvm start(final String scenario) throws IOException
    {
        return ChildJvm.start(List.of("-Dagrona.disable.bounds.checks=true", "-Dskein.checks=false",
            "-Dskein.image.linger=100ms"), HeldMain.class, scenario, directory.toString());
    }
}
