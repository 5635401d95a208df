package io.skein.perf.attach;

import io.skein.ConfigurationException;
import io.skein.topic.Topic;
import io.skein.topic.TopicCatalogue;
import io.skein.topic.TopicKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;

/**
 * Options that say which topic a tool listens to, and where.
 */
public final class TopicArguments
{
    private static final String TENSOR = "tensor";
    private static final String MESSAGE = "message";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--topic", paramLabel = "NAME", description = "Listen to what others publish on this topic.")
    private String name;

    @Option(names = "--topics", paramLabel = "FILE",
        description = "Take the topic from this file instead of making one of name, kind, stream and channel.")
    private Path file;

    @Option(names = "--kind", paramLabel = "tensor|message", description = "What travels in it; default tensor.")
    private String kind;

    @Option(names = "--stream", paramLabel = "ID", description = "Its stream; default: what follows from its name.")
    private Integer stream;

    @Option(names = "--channel", paramLabel = "ipc|udp|URI",
        description = "ipc (default), udp (loopback) or an Aeron URI.")
    private String channel;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a driver that runs already; default: an embedded one.")
    private Path aeronDirectory;

    /**
     * For the command line.
     */
    public TopicArguments()
    {
    }

    /**
     * @return whether a topic was named.
     */
    public boolean isNamed()
    {
        return null != name;
    }

    /**
     * @return of a driver that runs already, or null.
     */
    public Path aeronDirectory()
    {
        return aeronDirectory;
    }

    /**
     * The topic that was named.
     *
     * @return of kind message or tensor.
     * @throws ParameterException when there is no such topic, or none can be made.
     */
    public Topic topic()
    {
        require(null == file || null == kind && null == stream && null == channel, "--topics", file,
            "no --kind, --stream or --channel with it");
        requireKind();
        require(isNamed(), "--topic", "missing", "the name of one");
        try
        {
            if (null != file)
            {
                final Topic topic = TopicCatalogue.load(file).topic(name);
                require(TopicKind.TENSOR == topic.kind() || TopicKind.MESSAGE == topic.kind(), "--topic", name,
                    "one of kind tensor or message");
                return topic;
            }
            final Topic topic =
                Topic.of(name, MESSAGE.equals(kind) ? TopicKind.MESSAGE : TopicKind.TENSOR).channel(uri());
            return null == stream ? topic : topic.stream(stream);
        }
        catch (final ConfigurationException ex)
        {
            throw new ParameterException(mixee.commandLine(), ex.getMessage(), ex);
        }
    }

    /**
     * A topic of the tool's own, of tensors, when none was named.
     *
     * @param ownName of it.
     * @return on the channel that was given.
     * @throws ParameterException when an option says otherwise.
     */
    public Topic ownTopic(final String ownName)
    {
        requireKind();
        require(null == file, "--topics", file, "--topic with it");
        require(null == stream && null == kind, "--stream or --kind", null == stream ? kind : stream,
            "--topic with it");
        try
        {
            return Topic.tensor(ownName).channel(uri());
        }
        catch (final ConfigurationException ex)
        {
            throw new ParameterException(mixee.commandLine(), ex.getMessage(), ex);
        }
    }

    private void requireKind()
    {
        require(null == kind || TENSOR.equals(kind) || MESSAGE.equals(kind), "--kind", kind, "tensor or message");
    }

    private String uri()
    {
        return null == channel || "ipc".equals(channel) ? "aeron:ipc" :
            "udp".equals(channel) ? "aeron:udp?endpoint=127.0.0.1:24331" : channel;
    }

    /**
     * @param isGood whether the option has a value that can be used.
     * @param option that is asked about.
     * @param value  that it has.
     * @param need   what it should have.
     * @throws ParameterException unless it is good.
     */
    public void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(mixee.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
