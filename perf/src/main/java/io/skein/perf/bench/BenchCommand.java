package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import io.skein.perf.wakeup.WakeupCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench}: systems side by side.
 */
@Command(
    name = "bench",
    header = "Measure Skein beside other systems: rounds in turn, medians, ratios, targets.",
    subcommands = {
        BenchCommand.Rtt.class, BenchCommand.Hop.class, BenchCommand.Throughput.class, BenchCommand.Slice.class,
        BenchCommand.Construct.class, BenchCommand.Stream.class, WakeupCommand.class, CompareCommand.class,
        ReportCommand.class, DiffCommand.class},
    sortOptions = false)
final class BenchCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(
            spec.commandLine(), "bench needs a scenario: rtt, hop, throughput, slice, construct, stream or " +
            "wakeup; or compare, report or diff");
    }

    @Command(
        name = "rtt",
        header = "Round trips: one message there and back, one at a time or on a schedule.",
        description = "%nOne thread sends and measures, another answers. Without --rate the next message leaves when " +
            "the answer is there; with it, messages leave when they should, and a round that does not reach the " +
            "rate is a FAIL.",
        sortOptions = false)
    static final class Rtt implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.RTT);
        }
    }

    @Command(
        name = "hop",
        header = "The way of one frame: copied into a slot, handed over, read where it lies.",
        description = "%nOne thread copies a frame to where another reads all of it; the time is from before the " +
            "copy until the reader's word that it has read it is back. Beside it memcpy: one thread copies the " +
            "same frame to ordinary memory and reads it there; and handover: the same two threads with nothing " +
            "between them but shared memory and two counters, which is what the second core costs.",
        sortOptions = false)
    static final class Hop implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.HOP);
        }
    }

    @Command(
        name = "throughput",
        header = "One way: as many messages as go through, counted and verified at the other end.",
        description = "%nWith --lane offer messages of several frames: skein reads them where they lie, aeron " +
            "assembles them. What is longer than any of Aeron's messages, skein sends in slices, and aeron cuts it " +
            "and puts it together by hand; both into memory of the receiver's own.",
        sortOptions = false)
    static final class Throughput implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.THROUGHPUT);
        }
    }

    @Command(
        name = "stream",
        header = "Byte streams: chunks copied into the stream, every byte read at the other end.",
        description = "%nAn iteration is 1 MiB in chunks, over when the reader has read all of it; its time is the " +
            "latency. With --sustained one chunk follows the other without a pause. Beside it raw Aeron, and a " +
            "Unix-domain socket.",
        sortOptions = false)
    static final class Stream implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Option(names = "--sustained", description = "Without a pause after each 1 MiB.")
        private boolean isSustained;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(isSustained ? Scenarios.SUSTAINED_STREAM : Scenarios.STREAM);
        }
    }

    @Command(
        name = "slice",
        header = "A payload cut into slices of 1,408 bytes, each handed to a consumer.",
        description = "%nThe consumer takes where each slice lies and how long it is, as a gathering offer would. " +
            "skein: slices that share the payload's memory; next: the same, one call for each; copy: slices copied " +
            "to where they are read, one behind the other.",
        sortOptions = false)
    static final class Slice implements Callable<Integer>
    {
        @Mixin
        private WorkArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.SLICE);
        }
    }

    @Command(
        name = "construct",
        header = "A payload of two borrowed segments, 40 bytes and the rest: made, offered, read.",
        description = "%nEach is timed by itself, about 25 ns of clock included. skein: made in an object that is " +
            "used again, and closed; borrow: the same in new objects; offer: gathered into the log over IPC; read: " +
            "received there, and every byte read in place; memcpy: the same bytes copied to ordinary memory.",
        sortOptions = false)
    static final class Construct implements Callable<Integer>
    {
        @Mixin
        private WorkArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.CONSTRUCT);
        }
    }
}
