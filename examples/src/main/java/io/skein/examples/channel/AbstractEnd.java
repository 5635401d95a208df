package io.skein.examples.channel;

import io.skein.ConfigurationException;
import io.skein.Connection;
import io.skein.driver.DriverCommand;
import io.skein.driver.EmbeddedDriver;
import io.skein.topic.Topic;
import io.skein.topic.TopicCatalogue;
import io.skein.topic.TopicKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What both ends must know: topic, channel, driver.
 */
public abstract class AbstractEnd
{
    private static final long MAX_WAIT_S = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--topics", paramLabel = "FILE",
        description = "Take the topic from this file instead of making one of its name and channel.")
    private Path topics;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a driver that runs already; over UDP, without it, each end embeds one.")
    private Path aeronDirectory;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
        description = "Longest wait for the other end; default ${DEFAULT-VALUE}.")
    private long waitSeconds;

    /**
     * For the command line.
     */
    protected AbstractEnd()
    {
    }

    /**
     * @param name    of the topic.
     * @param kind    of it, unless a file says.
     * @param channel ipc, udp or an Aeron URI, unless a file says.
     * @param udp     what udp stands for.
     * @return what both ends use.
     * @throws ParameterException when there is no such topic, or none can be made.
     */
    protected final Topic topic(final String name, final TopicKind kind, final String channel, final String udp)
    {
        try
        {
            if (null != topics)
            {
                return TopicCatalogue.load(topics).topic(name);
            }
            final Topic topic = Topic.of(name, kind);
            return switch (channel)
            {
                case "ipc" -> topic;
                case "udp" -> topic.channel(udp);
                default -> topic.channel(channel);
            };
        }
        catch (final ConfigurationException ex)
        {
            throw usage(ex.getMessage());
        }
    }

    /**
     * @return what both ends use.
     * @throws ParameterException when there is no such topic, or none can be made.
     */
    public abstract Topic topic();

    /**
     * @param problem of the command line.
     * @return to throw.
     */
    public final ParameterException usage(final String problem)
    {
        return new ParameterException(mixee.commandLine(), problem);
    }

    /**
     * @return longest wait for the other end.
     * @throws ParameterException when it is out of range.
     */
    public final Duration patience()
    {
        if (waitSeconds < 1 || waitSeconds > MAX_WAIT_S)
        {
            throw usage("--wait is " + waitSeconds + ": give 1 to " + MAX_WAIT_S);
        }
        return Duration.ofSeconds(waitSeconds);
    }

    /**
     * @return a driver of this process, or null when one runs already.
     */
    public final EmbeddedDriver driver()
    {
        return null == aeronDirectory && !topic().channels().get(0).isIpc() ? EmbeddedDriver.launch() : null;
    }

    /**
     * @param driver of this process, or null.
     * @return to it, or to the one that runs already.
     */
    public final Connection connection(final EmbeddedDriver driver)
    {
        return null != driver ? driver.connection() :
            Connection.to(null != aeronDirectory ? aeronDirectory : DriverCommand.defaultAeronDirectory());
    }

    /**
     * @param totalBytes of what goes, or 0 when nobody knows.
     * @return on stderr, when that is a terminal.
     */
    public final ByteProgress progress(final long totalBytes)
    {
        return new ByteProgress(mixee.parent().name() + ' ' + mixee.name(), totalBytes, err());
    }

    /**
     * @return stdout.
     */
    public final PrintWriter out()
    {
        return mixee.commandLine().getOut();
    }

    /**
     * @return stderr.
     */
    public final PrintWriter err()
    {
        return mixee.commandLine().getErr();
    }

    /**
     * @return the command, for messages.
     */
    public final String name()
    {
        return mixee.qualifiedName();
    }
}
