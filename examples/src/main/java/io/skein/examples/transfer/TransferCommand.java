package io.skein.examples.transfer;

import io.skein.tool.JsonFile;
import io.skein.topic.ChunkOptions.Checksum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code ./skein transfer}.
 */
@Command(
    name = "transfer",
    header = "Bring a file to another process or host; goes on where it stopped.",
    description = {
        "%nOn one host:",
        "  ./skein transfer receive --dir DIR",
        "  ./skein transfer send FILE",
        "%nOn two hosts give both the address of the one that receives, which answers on the next port:",
        "  --to aeron:udp?endpoint=RECEIVER-HOST:24329",
        "%nWhen either end is killed, start it again with the same options: only the rest is sent."},
    subcommands = {TransferCommand.Send.class, TransferCommand.Receive.class},
    sortOptions = false)
final class TransferCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "transfer needs a direction: send or receive");
    }

    @Command(
        name = "send",
        header = "Send a file; done when the receiver has every byte of it.",
        sortOptions = false)
    static final class Send implements Callable<Integer>
    {
        @Mixin
        private TransferArguments arguments;

        @Parameters(paramLabel = "FILE", description = "To send; must not change meanwhile.")
        private Path file;

        @Option(names = "--rate", paramLabel = "BYTES/s", converter = Rate.Converter.class,
            description = "Most bytes per second, such as 50MB/s or 800KiB/s; default: no limit.")
        private Rate rate = Rate.UNLIMITED;

        @Option(names = "--checksum", paramLabel = "KIND", defaultValue = "CRC32C",
            description = "crc32c (default) or none.")
        private Checksum checksum;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result.")
        private Path json;

        @Override
        public Integer call() throws IOException
        {
            JsonFile.check(json);
            return new FileSender(arguments, file, rate.bytesPerSecond(), checksum, json).run();
        }
    }

    @Command(
        name = "receive",
        header = "Receive files into a folder.",
        description = "%nA file is called .NAME.part until it is whole; .NAME.ranges says what is there of it.",
        sortOptions = false)
    static final class Receive implements Callable<Integer>
    {
        @Mixin
        private TransferArguments arguments;

        @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where they go, and nowhere else.")
        private Path folder;

        @Option(names = "--count", paramLabel = "N", defaultValue = "1",
            description = "Files to receive, 0 for no end; default ${DEFAULT-VALUE}.")
        private int count;

        @Option(names = "--overwrite", description = "Replace files that are there already.")
        private boolean isOverwriting;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the results.")
        private Path json;

        @Override
        public Integer call() throws IOException
        {
            if (count < 0)
            {
                throw arguments.usage("--count is " + count + ": give 0 or more");
            }
            JsonFile.check(json);
            return new FileReceiver(arguments, new Destination(folder, isOverwriting), count, json).run();
        }
    }
}
