package io.skein.examples.transfer;

import io.skein.ConfigurationException;
import io.skein.examples.channel.AbstractEnd;
import io.skein.topic.ChunkOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import picocli.CommandLine.Option;

/**
 * What both ends must know of a transfer.
 */
final class TransferArguments extends AbstractEnd
{
    private static final String LOOPBACK = "aeron:udp?endpoint=127.0.0.1:24329|mtu=8192";

    /**
     * For headers of transfers alone: their bytes go into files.
     */
    private static final long MEMORY = 8 << 20;

    @Option(names = "--topic", paramLabel = "NAME", defaultValue = "transfer",
        description = "Both ends name the same one; default ${DEFAULT-VALUE}.")
    private String topicName;

    @Option(names = {"--to", "--channel"}, paramLabel = "ipc|udp|URI", defaultValue = "udp",
        description = "At both ends the address of the one that receives: ipc, udp (loopback) or an Aeron URI; " +
            "default ${DEFAULT-VALUE}. Over UDP it answers on the next port.")
    private String channel;

    @Override
    public Topic topic()
    {
        final Topic topic = topic(topicName, TopicKind.MESSAGE, channel, LOOPBACK);
        if (TopicKind.MESSAGE != topic.kind() || null == topic.chunk())
        {
            throw usage("topic " + topicName + " carries no files: give one of kind message that has chunk options");
        }
        final ChunkOptions options = topic.chunk()
            .withFeedback(true).withMaxTransfer(Long.MAX_VALUE).withMemory(MEMORY);
        try
        {
            return topic.chunk(options);
        }
        catch (final ConfigurationException ex)
        {
            throw usage(ex.getMessage());
        }
    }
}
