package io.skein.perf.soak;

import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All processes of a soak, and the directory that they meet in: a driver, two publishers with pools, a forwarder and
 * two subscribers.
 */
final class SoakCast implements AutoCloseable
{
    /**
     * After which the driver gives up a client that is dead or stopped, instead of Aeron's 10.
     */
    static final int CLIENT_LIVENESS_S = 2;

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final int SUBSCRIBERS = 2;
    private static final List<String> PROFILE = List.of(
        "aeron.threading.mode = SHARED",
        "aeron.shared.idle.strategy = backoff",
        "aeron.ipc.term.buffer.length = 1m",
        "aeron.term.buffer.length = 1m",
        "aeron.low.file.store.warning.threshold = 16m",
        "aeron.timer.interval = 50ms",
        "aeron.client.liveness.timeout = " + CLIENT_LIVENESS_S + "s",
        "aeron.publication.unblock.timeout = " + (CLIENT_LIVENESS_S + 1) + "s");

    private final SoakOptions options;
    private final Path home;
    private final Path aeronDirectory;
    private final SoakSeat driver;
    private final List<SoakSeat> members = new ArrayList<>();
    private long nextId = 1;

    /**
     * Nothing runs yet.
     *
     * @param options of the soak.
     * @throws IOException if there can be no directory.
     */
    SoakCast(final SoakOptions options) throws IOException
    {
        this.options = options;
        home = Files.isWritable(SHARED_MEMORY) ?
            Files.createTempDirectory(SHARED_MEMORY, "skein-soak-") : Files.createTempDirectory("skein-soak-");
        aeronDirectory = home.resolve("aeron");
        final Path profile = Files.write(home.resolve("soak.properties"), PROFILE);
        driver = new SoakSeat("driver", () -> new SoakProcess("driver", SoakDriver.class, List.of(
            "driver", "--profile", profile.toString(), "--aeron-dir", aeronDirectory.toString())));
        members.add(seat("publisher", SoakMember.BLOCKING));
        members.add(seat("publisher", SoakMember.OVERWRITING));
        members.add(seat("forwarder", ""));
        for (int i = 0; i < SUBSCRIBERS; i++)
        {
            members.add(seat("subscriber", ""));
        }
    }

    private SoakSeat seat(final String role, final String topic)
    {
        return new SoakSeat(role, () -> new SoakProcess(role, SoakMember.class, List.of(
            role, aeronDirectory.toString(), Integer.toString(options.slots()), Integer.toString(options.sizeBytes()),
            Long.toString(options.seed() + nextId++), topic)));
    }

    /**
     * @throws InterruptedException if the soak is to stop.
     */
    void start() throws InterruptedException
    {
        driver.start();
        driver.awaitReady();
        members.forEach(SoakSeat::start);
        for (final SoakSeat member : members)
        {
            member.awaitReady();
        }
    }

    /**
     * @param role of the processes.
     * @return their seats.
     */
    List<SoakSeat> seats(final String role)
    {
        return Stream.concat(Stream.of(driver), members.stream()).filter((seat) -> role.equals(seat.role())).toList();
    }

    /**
     * @return all but the driver.
     */
    List<SoakSeat> members()
    {
        return members;
    }

    SoakSeat driver()
    {
        return driver;
    }

    Path aeronDirectory()
    {
        return aeronDirectory;
    }

    Findings findings()
    {
        Findings sum = Findings.NONE;
        for (final SoakSeat member : members)
        {
            sum = sum.plus(member.findings());
        }
        return sum;
    }

    List<String> corruptions()
    {
        return members.stream().flatMap((member) -> member.corruptions().stream()).toList();
    }

    @Override
    public void close()
    {
        members.forEach(SoakSeat::close);
        driver.close();
        IoUtil.delete(home.toFile(), true);
    }
}
