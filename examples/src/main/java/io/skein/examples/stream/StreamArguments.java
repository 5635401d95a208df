package io.skein.examples.stream;

import io.skein.examples.channel.AbstractEnd;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import picocli.CommandLine.Option;

/**
 * What both ends must know of a stream.
 */
final class StreamArguments extends AbstractEnd
{
    private static final String LOOPBACK = "aeron:udp?endpoint=127.0.0.1:24327|mtu=65472";

    @Option(names = "--topic", paramLabel = "NAME", required = true,
        description = "Both ends name the same one.")
    private String topicName;

    @Option(names = "--channel", paramLabel = "ipc|udp|URI", defaultValue = "ipc",
        description = "ipc, udp (loopback) or an Aeron URI; default ${DEFAULT-VALUE}.")
    private String channel;

    @Override
    public Topic topic()
    {
        return topic(topicName, TopicKind.STREAM, channel, LOOPBACK);
    }
}
