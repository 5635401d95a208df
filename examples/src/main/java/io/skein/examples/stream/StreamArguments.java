package io.skein.examples.stream;

import io.skein.Connection;
import io.skein.ConfigurationException;
import io.skein.driver.DriverCommand;
import io.skein.driver.EmbeddedDriver;
import io.skein.tool.Terminal;
import io.skein.topic.Topic;
import io.skein.topic.TopicCatalogue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What both ends must know: topic, channel, driver.
 */
final class StreamArguments
{
    private static final String LOOPBACK = "aeron:udp?endpoint=127.0.0.1:24327|mtu=65472";
    private static final long MAX_WAIT_S = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--topic", paramLabel = "NAME", required = true,
        description = "Both ends name the same one.")
    private String topicName;

    @Option(names = "--topics", paramLabel = "FILE",
        description = "Take the topic from this file instead of making one of --topic and --channel.")
    private Path topics;

    @Option(names = "--channel", paramLabel = "ipc|udp|URI", defaultValue = "ipc",
        description = "ipc, udp (loopback) or an Aeron URI; default ${DEFAULT-VALUE}.")
    private String channel;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a driver that runs already; over UDP, without it, each end embeds one.")
    private Path aeronDirectory;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
        description = "Longest wait for the other end; default ${DEFAULT-VALUE}.")
    private long waitSeconds;

    /**
     * @return what both ends use.
     * @throws ParameterException when there is no such topic, or none can be made.
     */
    Topic topic()
    {
        try
        {
            if (null != topics)
            {
                return TopicCatalogue.load(topics).topic(topicName);
            }
            final Topic topic = Topic.byteStream(topicName);
            return switch (channel)
            {
                case "ipc" -> topic;
                case "udp" -> topic.channel(LOOPBACK);
                default -> topic.channel(channel);
            };
        }
        catch (final ConfigurationException ex)
        {
            throw new ParameterException(mixee.commandLine(), ex.getMessage(), ex);
        }
    }

    Duration patience()
    {
        if (waitSeconds < 1 || waitSeconds > MAX_WAIT_S)
        {
            throw new ParameterException(
                mixee.commandLine(), "--wait is " + waitSeconds + ": give 1 to " + MAX_WAIT_S);
        }
        return Duration.ofSeconds(waitSeconds);
    }

    /**
     * @return a driver of this process, or null when one runs already.
     */
    EmbeddedDriver driver()
    {
        return null == aeronDirectory && !topic().channels().get(0).isIpc() ? EmbeddedDriver.launch() : null;
    }

    /**
     * @param driver of this process, or null.
     * @return to it, or to the one that runs already.
     */
    Connection connection(final EmbeddedDriver driver)
    {
        return null != driver ? driver.connection() :
            Connection.to(null != aeronDirectory ? aeronDirectory : DriverCommand.defaultAeronDirectory());
    }

    /**
     * @param totalBytes of the stream, or 0 when nobody knows.
     * @return on stderr, when that is a terminal.
     */
    ByteProgress progress(final long totalBytes)
    {
        return new ByteProgress("stream " + mixee.name(), totalBytes, mixee.commandLine().getErr(),
            Terminal.ofThisProcess().isInteractive(), System::nanoTime);
    }
}
