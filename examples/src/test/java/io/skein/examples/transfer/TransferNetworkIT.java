package io.skein.examples.transfer;

import io.skein.examples.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two hosts with a bad network between them: two network namespaces, where root may make them.
 */
@Timeout(120)
class TransferNetworkIT
{
    private static final int LENGTH = 4_000_003;
    private static final String ID = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String HERE = "skein-a" + ID;
    private static final String THERE = "skein-b" + ID;
    private static final String TO = "aeron:udp?endpoint=10.213.77.2:24329|mtu=1408";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeNetwork() throws Exception
    {
        need("ip netns add " + HERE);
        need("ip netns add " + THERE);
        need("ip link add sa" + ID + " type veth peer name sb" + ID);
        must("ip link set sa" + ID + " netns " + HERE + " name near");
        must("ip link set sb" + ID + " netns " + THERE + " name far");
        must("ip -n " + HERE + " addr add 10.213.77.1/24 dev near");
        must("ip -n " + THERE + " addr add 10.213.77.2/24 dev far");
        must("ip -n " + HERE + " link set near up");
        must("ip -n " + THERE + " link set far up");
        must("ip -n " + HERE + " link set lo up");
        must("ip -n " + THERE + " link set lo up");
    }

    @AfterEach
    void takeNetworkAway() throws Exception
    {
        run("ip netns del " + HERE);
        run("ip netns del " + THERE);
        run("ip link del sa" + ID);
    }

    /**
     * The last one has no delay, and loses what does not fit its queue.
     */
    @ParameterizedTest
    @ValueSource(strings = {
        "netem loss 5% delay 20ms",
        "netem loss 2% delay 20ms 5ms reorder 25% duplicate 5% rate 40mbit",
        "tbf rate 100mbit burst 16kb limit 32kb"})
    void shouldBringEveryByteOverABadNetwork(final String discipline) throws Exception
    {
        need("ip netns exec " + HERE + " tc qdisc add dev near root " + discipline);
        final byte[] bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        final Path input = Files.write(folder.resolve("data.bin"), bytes);
        final Path dir = Files.createDirectory(folder.resolve("in"));
        try (ChildJvm receiver = new ChildJvm(folder, null, List.of("ip", "netns", "exec", THERE),
            "transfer", "receive", "--dir", dir.toString(), "--to", TO);
            ChildJvm sender = new ChildJvm(folder, null, List.of("ip", "netns", "exec", HERE),
                "transfer", "send", input.toString(), "--to", TO))
        {
            assertEquals(0, sender.awaitExit(), sender::toString);
            assertEquals(0, receiver.awaitExit(), receiver::toString);
            assertEquals(-1, Files.mismatch(input, dir.resolve("data.bin")));
        }
        final String statistics = must("ip netns exec " + HERE + " tc -s qdisc show dev near");
        final Matcher dropped = Pattern.compile("dropped ([0-9]+)").matcher(statistics);
        assertTrue(dropped.find() && Integer.parseInt(dropped.group(1)) > 0, () -> "lost nothing: " + statistics);
    }

    /**
     * @param command without which nothing can be tested here.
     */
    private static void need(final String command) throws Exception
    {
        final Process process = start(command);
        final String output = output(process);
        if (0 != process.waitFor())
        {
            System.out.println("TransferNetworkIT is skipped, for '" + command + "' says: " + output.trim());
        }
        assumeTrue(0 == process.exitValue(), () -> command + ": " + output);
    }

    private static String must(final String command) throws Exception
    {
        final Process process = start(command);
        final String output = output(process);
        assertEquals(0, process.waitFor(), () -> command + ": " + output);
        return output;
    }

    private static void run(final String command) throws Exception
    {
        final Process process = start(command);
        output(process);
        process.waitFor();
    }

    private static Process start(final String command) throws IOException
    {
        try
        {
            return new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        }
        catch (final IOException ex)
        {
            System.out.println("TransferNetworkIT is skipped: " + ex.getMessage());
            assumeTrue(false, ex::getMessage);
            throw ex;
        }
    }

    private static String output(final Process process) throws IOException
    {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
