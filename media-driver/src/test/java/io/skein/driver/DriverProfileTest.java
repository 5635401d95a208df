package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DriverProfileTest
{
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"cooperative, INVOKER", "shared, SHARED", "low-latency, DEDICATED", "throughput, DEDICATED"})
    void shouldLoadEachPackedProfile(final String name, final ThreadingMode mode)
    {
        final DriverProfile profile = DriverProfile.named(name, folder);
        final MediaDriver.Context context = profile.context();

        assertEquals(mode, context.threadingMode());
        assertEquals(ThreadingMode.INVOKER == mode, profile.isCooperative());
        assertEquals(65_472, context.ipcMtuLength());
        assertEquals(0, context.mtuLength() % 64, "keeps the phase in the cache line");
        assertFalse(context.termBufferSparseFile());
        assertTrue(context.initialWindowLength() <= 212_992, "starts on a stock Linux");
        assertTrue(context.ipcTermBufferLength() <= 8 << 20, "stays in the cache");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "aeron.mtu.lenght = 1408 | unknown property aeron.mtu.lenght; did you mean aeron.mtu.length?",
        "aeron.mtu.length = 1400 | aeron.mtu.length = '1400'; need a multiple of 32 from 64 to 65504 bytes",
        "aeron.mtu.length = 32 | need a multiple of 32 from 64 to 65504",
        "aeron.mtu.length = 65536 | need a multiple of 32 from 64 to 65504",
        "aeron.mtu.length = 1408x | aeron.mtu.length = '1408x'",
        "aeron.mtu.length = -64 | aeron.mtu.length = '-64'",
        "aeron.mtu.length = k | aeron.mtu.length = 'k'",
        "aeron.mtu.length = | aeron.mtu.length = ''",
        "aeron.mtu.length = 9223372036854775807g | need a multiple of 32",
        "aeron.term.buffer.length = 65537 | need a power of two from 64k to 1024m bytes",
        "aeron.term.buffer.length = 32k | need a power of two from 64k to 1024m bytes",
        "aeron.ipc.term.buffer.length = 2g | need a power of two from 64k to 1024m bytes",
        "aeron.ipc.term.buffer.length = 3m | need a power of two from 64k to 1024m bytes",
        "aeron.threading.mode = dedicated | need one of INVOKER, SHARED, SHARED_NETWORK, DEDICATED",
        "aeron.sender.idle.strategy = spinning | need one of noop, spin, yield",
        "aeron.term.buffer.sparse.file = no | need one of true, false",
        "aeron.timer.interval = 1m | need a time from 0ns to 86400s",
        "aeron.socket.multicast.ttl = 256 | need a whole number from 0 to 255",
        "aeron.mtu.length 1408 | 'aeron.mtu.length 1408' is no property; need key = value",
        "= 1408 | is no property; need key = value"})
    void shouldNameFileLineValueAndNeedOfBadLine(final String line, final String expected)
    {
        final ConfigurationException ex = assertThrows(ConfigurationException.class,
            () -> DriverProfile.parse("x", "x.properties", List.of("# first", "", line)));

        assertTrue(ex.getMessage().startsWith("x.properties:3: "), ex.getMessage());
        assertTrue(ex.getMessage().contains(expected), ex.getMessage());
        assertEquals(1, ex.getMessage().lines().count());
    }

    @Test
    void shouldReportEveryBadLine()
    {
        final ConfigurationException ex = assertThrows(ConfigurationException.class, () -> DriverProfile.parse(
            "x", "x.properties", List.of("aeron.mtu.length = 1", "aeron.reliable.stream = true",
            "aeron.reliable.stream = false", "what = ever")));

        assertEquals(3, ex.getMessage().lines().count(), ex.getMessage());
        assertTrue(ex.getMessage().contains(
            "x.properties:3: aeron.reliable.stream is already set at x.properties:2; remove one"), ex.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "aeron.ipc.term.buffer.length = 64k; aeron.ipc.mtu.length = 8224 | is more than an eighth of",
        "aeron.term.buffer.length = 64k; aeron.mtu.length = 16k | is more than an eighth of",
        "aeron.mtu.length = 64000; aeron.rcv.initial.window.length = 32k | aeron.rcv.initial.window.length = 32k",
        "aeron.mtu.length = 64000; aeron.socket.so_sndbuf = 32k | aeron.socket.so_sndbuf = 32k",
        "aeron.rcv.initial.window.length = 256k; aeron.socket.so_rcvbuf = 128k | aeron.socket.so_rcvbuf = 128k",
        "aeron.client.liveness.timeout = 15s; aeron.publication.unblock.timeout = 15s | is not less than",
        "aeron.timer.interval = 10s | is not less than aeron.client.liveness.timeout",
        "aeron.driver.timeout = 1000 | aeron.timer.interval = 1s is not less than aeron.driver.timeout = 1s"})
    void shouldRefuseWhatDoesNotFitTogether(final String lines, final String expected)
    {
        final ConfigurationException ex = assertThrows(ConfigurationException.class,
            () -> DriverProfile.parse("x", "x.properties", List.of(lines.split(";"))));

        assertTrue(ex.getMessage().startsWith("x.properties:"), ex.getMessage());
        assertTrue(ex.getMessage().contains(expected), ex.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "65504", "8k", "1408"})
    void shouldTakeMtuAtItsLimits(final String mtu)
    {
        assertEquals(mtu, setting(DriverProfile.cooperative().with("aeron.ipc.mtu.length", mtu),
            "aeron.ipc.mtu.length").value());
    }

    @Test
    void shouldApplyEveryKindOfPropertyToContextAndNotToSystem()
    {
        final MediaDriver.Context context = DriverProfile.parse("x", "x", List.of(
            "aeron.ipc.term.buffer.length = 128k",
            "aeron.timer.interval = 250ms",
            "aeron.driver.timeout = 3000",
            "aeron.reliable.stream = false",
            "aeron.sender.idle.strategy = yield",
            "aeron.max.resend = 7",
            "aeron.driver.resolver.name = left")).context();

        assertEquals(128 << 10, context.ipcTermBufferLength());
        assertEquals(250_000_000, context.timerIntervalNs());
        assertEquals(3_000, context.driverTimeoutMs());
        assertFalse(context.reliableStream());
        assertEquals("yield", context.senderIdleStrategy().alias());
        assertEquals(7, context.maxResend());
        assertEquals("left", context.resolverName());
        assertTrue(System.getProperties().keySet().stream().noneMatch((key) -> key.toString().startsWith("aeron.")));
    }

    @Test
    void shouldApplyEveryPropertyToTheRightSetter()
    {
        for (final DriverProperty<?> property : DriverProperties.all())
        {
            assertRoundTrip(property);
        }
    }

    private static <T> void assertRoundTrip(final DriverProperty<T> property)
    {
        final T before = property.getter().apply(new MediaDriver.Context());
        if (null == before || property.key().equals(DriverProperties.THREADING_MODE) ||
            property.key().equals(DriverProperties.PUMP_INTERVAL))
        {
            return;
        }
        final T changed = property.kind().parse(other(before, property.kind()));
        final MediaDriver.Context context = new MediaDriver.Context();
        property.setter().accept(context, changed);

        assertEquals(changed, property.getter().apply(context), property.key());
        final long different = DriverProperties.all().stream().filter((candidate) ->
            !candidate.defaultText(new MediaDriver.Context()).equals(candidate.defaultText(context))).count();
        assertEquals(1, different, property.key() + " changes one thing");
    }

    private static String other(final Object value, final PropertyKind<?> kind)
    {
        if (value instanceof Long number)
        {
            // Twice a power of two is one, twice a multiple of 32 is one; nothing is at its maximum but a limit.
            return Long.toString(Integer.MAX_VALUE == number ? 1 : 0 == number ? 64 : number * 2) +
                (kind instanceof PropertyKind.Duration ? "ns" : "");
        }
        return "true".equals(value) ? "false" : "true";
    }

    @Test
    void shouldShowWhereEachValueComesFrom() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("mine.properties"),
            "aeron.mtu.length = 2k\n\naeron.threading.mode = SHARED\n");
        final DriverProfile profile = DriverProfile.resolve(file.toString()).with("aeron.max.resend", "3");

        assertEquals("mine", profile.name());
        assertEquals(file + ":1", setting(profile, "aeron.mtu.length").origin());
        assertEquals(file + ":3", setting(profile, "aeron.threading.mode").origin());
        assertEquals("override", setting(profile, "aeron.max.resend").origin());
        assertEquals(new DriverSetting("aeron.timer.interval", "1s", "default"),
            setting(profile, "aeron.timer.interval"));
        assertEquals(DriverProperties.all().size(), profile.describe().lines().count());
    }

    @Test
    void shouldPreferFileInConfigFolderAndSuggestName() throws IOException
    {
        Files.writeString(folder.resolve("shared.properties"), "aeron.threading.mode = SHARED_NETWORK\n");

        assertEquals(ThreadingMode.SHARED_NETWORK, DriverProfile.named("shared", folder).context().threadingMode());
        final String message = assertThrows(ConfigurationException.class,
            () -> DriverProfile.named("throughputt", folder)).getMessage();
        assertTrue(message.contains("'throughputt'") && message.contains("did you mean throughput?"), message);
        assertThrows(ConfigurationException.class, () -> DriverProfile.named("../shared", folder));
    }

    @Test
    void shouldNameFileThatCanNotBeRead()
    {
        final Path missing = folder.resolve("missing.properties");
        final String message = assertThrows(ConfigurationException.class,
            () -> DriverProfile.resolve(missing.toString())).getMessage();
        assertTrue(message.contains(missing.toString()), message);
    }

    private static DriverSetting setting(final DriverProfile profile, final String key)
    {
        return profile.effective().stream().filter((setting) -> setting.key().equals(key)).findFirst().orElseThrow();
    }
}
