package io.skein.examples.stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * {@code ./skein stream}.
 */
@Command(
    name = "stream",
    header = "A pipe between two processes: stdin at one end, stdout at the other.",
    description = {
        "%nOn one host, with a driver that runs already (./skein driver):",
        "  ./skein stream read --topic T > FILE",
        "  ./skein stream write --topic T < FILE",
        "%nOn two hosts give both the same channel; the reader answers on the next port:",
        "  --channel aeron:udp?endpoint=READER-HOST:24327"},
    subcommands = {StreamCommand.Write.class, StreamCommand.Read.class},
    sortOptions = false)
final class StreamCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "stream needs a direction: write or read");
    }

    @Command(
        name = "write",
        header = "Write stdin to a topic, until its end; done when the reader has read everything.",
        sortOptions = false)
    static final class Write implements Callable<Integer>
    {
        @Mixin
        private StreamArguments arguments;

        @Option(names = "--max-buffered", paramLabel = "BYTES", defaultValue = "1048576",
            description = "Most bytes that the reader may be behind; default ${DEFAULT-VALUE}.")
        private long maxBufferedBytes;

        @Override
        public Integer call() throws IOException
        {
            return new StreamSource(arguments, maxBufferedBytes).run();
        }
    }

    @Command(
        name = "read",
        header = "Read a topic to stdout, until its end.",
        sortOptions = false)
    static final class Read implements Callable<Integer>
    {
        @Mixin
        private StreamArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return new StreamSink(arguments).run();
        }
    }
}
