package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.MediaDriver.Context;
import io.aeron.driver.ThreadingMode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.skein.driver.DriverProperty.bytes;
import static io.skein.driver.DriverProperty.count;
import static io.skein.driver.DriverProperty.flag;
import static io.skein.driver.DriverProperty.idle;
import static io.skein.driver.DriverProperty.text;
import static io.skein.driver.DriverProperty.time;

/**
 * The table of every property that a driver profile may hold. Validation, suggestions for misspelt keys, the effective
 * configuration and the test of {@code config/reference.properties} all come from it.
 */
final class DriverProperties
{
    static final String THREADING_MODE = "aeron.threading.mode";
    static final String TERM_LENGTH = "aeron.term.buffer.length";
    static final String IPC_TERM_LENGTH = "aeron.ipc.term.buffer.length";
    static final String MTU = "aeron.mtu.length";
    static final String IPC_MTU = "aeron.ipc.mtu.length";
    static final String SNDBUF = "aeron.socket.so_sndbuf";
    static final String RCVBUF = "aeron.socket.so_rcvbuf";
    static final String WINDOW = "aeron.rcv.initial.window.length";
    static final String UNBLOCK_TIMEOUT = "aeron.publication.unblock.timeout";
    static final String CLIENT_LIVENESS_TIMEOUT = "aeron.client.liveness.timeout";
    static final String TIMER_INTERVAL = "aeron.timer.interval";
    static final String DRIVER_TIMEOUT = "aeron.driver.timeout";
    static final String PUMP_INTERVAL = "skein.cooperative.pump.interval";
    static final long PUMP_INTERVAL_DEFAULT_NS = 1_000_000;

    private static final long ONE_GIB = 1L << 30;
    private static final PropertyKind.Size TERM_KIND = new PropertyKind.Size(64 << 10, ONE_GIB, 1, true);
    private static final PropertyKind.Size MTU_KIND = new PropertyKind.Size(64, 65_504, 32, false);
    private static final PropertyKind.Size BUFFER_KIND = new PropertyKind.Size(0, ONE_GIB, 1, false);
    private static final Map<String, DriverProperty<?>> TABLE = new LinkedHashMap<>();

    static
    {
        threads();
        logs();
        sockets();
        timeouts();
        repair();
        controlFile();
        names();
    }

    private DriverProperties()
    {
    }

    static DriverProperty<?> find(final String key)
    {
        return TABLE.get(key);
    }

    static List<DriverProperty<?>> all()
    {
        return new ArrayList<>(TABLE.values());
    }

    private static void put(final DriverProperty<?> property)
    {
        TABLE.put(property.key(), property);
    }

    private static void threads()
    {
        put(new DriverProperty<>(
            THREADING_MODE,
            new PropertyKind.Choice(List.of("INVOKER", "SHARED", "SHARED_NETWORK", "DEDICATED")),
            "who runs the driver: idle threads of the application, or one, two or three threads of its own",
            (context, value) -> context.threadingMode(ThreadingMode.valueOf(value)),
            (context) -> io.aeron.driver.Configuration.threadingMode().name()));
        put(new DriverProperty<>(
            PUMP_INTERVAL,
            new PropertyKind.Duration(10_000, 100_000_000, 1),
            "INVOKER: how often the pump thread looks after a driver that nobody else runs",
            (context, value) -> { },
            (context) -> PUMP_INTERVAL_DEFAULT_NS));
        put(idle("aeron.shared.idle.strategy", "SHARED: what the one thread does without work",
            MediaDriver.Context::sharedIdleStrategy));
        put(idle("aeron.sharednetwork.idle.strategy", "SHARED_NETWORK: sender and receiver without work",
            MediaDriver.Context::sharedNetworkIdleStrategy));
        put(idle("aeron.conductor.idle.strategy", "DEDICATED, SHARED_NETWORK: the conductor without work",
            MediaDriver.Context::conductorIdleStrategy));
        put(idle("aeron.sender.idle.strategy", "DEDICATED: the sender without work",
            MediaDriver.Context::senderIdleStrategy));
        put(idle("aeron.receiver.idle.strategy", "DEDICATED: the receiver without work",
            MediaDriver.Context::receiverIdleStrategy));
        put(flag("aeron.driver.async.executor.enabled", "resolve host names on a thread of their own",
            Context::asyncExecutorEnabled, Context::asyncExecutorEnabled));
        put(count("aeron.driver.resource.free.limit", 1, Integer.MAX_VALUE,
            "logs and counters freed in one duty cycle at most", Context::resourceFreeLimit,
            Context::resourceFreeLimit));
        put(count("aeron.send.to.status.poll.ratio", 1, Integer.MAX_VALUE,
            "sends for each look at status messages", Context::sendToStatusMessagePollRatio,
            Context::sendToStatusMessagePollRatio));
    }

    private static void logs()
    {
        put(bytes(TERM_LENGTH, TERM_KIND, "term of a UDP log; the file has three; messages up to an eighth",
            Context::publicationTermBufferLength, Context::publicationTermBufferLength));
        put(bytes(IPC_TERM_LENGTH, TERM_KIND, "term of an IPC log; the file has three; messages up to an eighth",
            Context::ipcTermBufferLength, Context::ipcTermBufferLength));
        put(bytes("aeron.publication.term.window.length", BUFFER_KIND, "how far UDP may run ahead; 0 is half a term",
            Context::publicationTermWindowLength, Context::publicationTermWindowLength));
        put(bytes("aeron.ipc.publication.term.window.length", BUFFER_KIND,
            "how far IPC may run ahead; 0 is half a term",
            Context::ipcPublicationTermWindowLength, Context::ipcPublicationTermWindowLength));
        put(bytes(IPC_MTU, MTU_KIND, "longest IPC frame; a claim holds 32 bytes less",
            Context::ipcMtuLength, Context::ipcMtuLength));
        put(flag("aeron.term.buffer.sparse.file", "false allocates and touches each log when it is made",
            Context::termBufferSparseFile, Context::termBufferSparseFile));
        put(bytes("aeron.file.page.size", new PropertyKind.Size(4 << 10, ONE_GIB, 1, true),
            "page size of the file system under the directory; 2m for hugetlbfs",
            Context::filePageSize, Context::filePageSize));
        put(flag("aeron.perform.storage.checks", "look at free space before making a log",
            Context::performStorageChecks, Context::performStorageChecks));
        put(new DriverProperty<>("aeron.low.file.store.warning.threshold",
            new PropertyKind.Size(0, 1L << 50, 1, false), "warn when less space than this is left",
            (context, value) -> context.lowStorageWarningThreshold(value), Context::lowStorageWarningThreshold));
        put(flag("aeron.tether.subscriptions", "false lets a publisher outrun a slow subscriber",
            Context::tetherSubscriptions, Context::tetherSubscriptions));
        put(flag("aeron.spies.simulate.connection", "a spy counts as a subscriber",
            Context::spiesSimulateConnection, Context::spiesSimulateConnection));
    }

    private static void sockets()
    {
        put(bytes(MTU, MTU_KIND, "longest UDP datagram; at most SO_SNDBUF",
            Context::mtuLength, Context::mtuLength));
        put(bytes(SNDBUF, BUFFER_KIND, "SO_SNDBUF; 0 takes what the system gives",
            Context::socketSndbufLength, Context::socketSndbufLength));
        put(bytes(RCVBUF, BUFFER_KIND, "SO_RCVBUF; 0 takes what the system gives",
            Context::socketRcvbufLength, Context::socketRcvbufLength));
        put(bytes(WINDOW, new PropertyKind.Size(64, ONE_GIB, 1, false),
            "what a sender may have on its way to a receiver; at most SO_RCVBUF",
            Context::initialWindowLength, Context::initialWindowLength));
        put(count("aeron.socket.multicast.ttl", 0, 255, "multicast hops; 0 takes what the system gives",
            Context::socketMulticastTtl, Context::socketMulticastTtl));
        put(text("aeron.sender.wildcard.port.range", "ports for port 0 of senders, as in 20000 20100",
            Context::senderWildcardPortRange, Context::senderWildcardPortRange));
        put(text("aeron.receiver.wildcard.port.range", "ports for port 0 of receivers, as in 20000 20100",
            Context::receiverWildcardPortRange, Context::receiverWildcardPortRange));
        put(flag("aeron.reliable.stream", "false fills gaps instead of asking again",
            Context::reliableStream, Context::reliableStream));
        put(flag("aeron.rejoin.stream", "take up a stream again after its image timed out",
            Context::rejoinStream, Context::rejoinStream));
        put(count("aeron.driver.stream.session.limit", 1, Integer.MAX_VALUE, "publishers seen per stream at most",
            Context::streamSessionLimit, Context::streamSessionLimit));
    }

    private static void timeouts()
    {
        put(new DriverProperty<>(DRIVER_TIMEOUT,
            new PropertyKind.Duration(1_000_000, 86_400_000_000_000L, 1_000_000),
            "heartbeat age at which a driver counts as dead; milliseconds without suffix",
            (context, value) -> context.driverTimeoutMs(value / 1_000_000),
            (context) -> context.driverTimeoutMs() * 1_000_000));
        put(time(TIMER_INTERVAL, "how often timeouts are looked at", Context::timerIntervalNs,
            Context::timerIntervalNs));
        put(time(CLIENT_LIVENESS_TIMEOUT, "silence after which a client counts as dead",
            Context::clientLivenessTimeoutNs, Context::clientLivenessTimeoutNs));
        put(time(UNBLOCK_TIMEOUT, "an abandoned claim blocks this long; longer than client liveness",
            Context::publicationUnblockTimeoutNs, Context::publicationUnblockTimeoutNs));
        put(time("aeron.publication.connection.timeout", "no status for this long: not connected",
            Context::publicationConnectionTimeoutNs, Context::publicationConnectionTimeoutNs));
        put(time("aeron.publication.linger.timeout", "a drained publication is kept this long for repair",
            Context::publicationLingerTimeoutNs, Context::publicationLingerTimeoutNs));
        put(time("aeron.image.liveness.timeout", "silence after which an image counts as dead",
            Context::imageLivenessTimeoutNs, Context::imageLivenessTimeoutNs));
        put(time("aeron.rcv.status.message.timeout", "status messages at least this often",
            Context::statusMessageTimeoutNs, Context::statusMessageTimeoutNs));
        put(time("aeron.untethered.window.limit.timeout", "an untethered laggard is dropped after this",
            Context::untetheredWindowLimitTimeoutNs, Context::untetheredWindowLimitTimeoutNs));
        put(time("aeron.untethered.resting.timeout", "a dropped laggard may rejoin after this",
            Context::untetheredRestingTimeoutNs, Context::untetheredRestingTimeoutNs));
        put(time("aeron.counters.free.to.reuse.timeout", "a freed counter rests this long",
            Context::counterFreeToReuseTimeoutNs, Context::counterFreeToReuseTimeoutNs));
        put(time("aeron.driver.conductor.cycle.threshold", "longer conductor cycles are counted",
            Context::conductorCycleThresholdNs, Context::conductorCycleThresholdNs));
        put(time("aeron.driver.sender.cycle.threshold", "longer sender cycles are counted",
            Context::senderCycleThresholdNs, Context::senderCycleThresholdNs));
        put(time("aeron.driver.receiver.cycle.threshold", "longer receiver cycles are counted",
            Context::receiverCycleThresholdNs, Context::receiverCycleThresholdNs));
        put(time("aeron.name.resolver.threshold", "longer name look-ups are counted",
            Context::nameResolverThresholdNs, Context::nameResolverThresholdNs));
    }

    private static void repair()
    {
        put(time("aeron.nak.unicast.delay", "wait before asking again", Context::nakUnicastDelayNs,
            Context::nakUnicastDelayNs));
        put(time("aeron.nak.multicast.max.backoff", "multicast: longest random wait before asking again",
            Context::nakMulticastMaxBackoffNs, Context::nakMulticastMaxBackoffNs));
        put(count("aeron.nak.multicast.group.size", 1, Integer.MAX_VALUE, "multicast: receivers expected",
            Context::nakMulticastGroupSize, Context::nakMulticastGroupSize));
        put(time("aeron.retransmit.unicast.delay", "wait before sending again",
            Context::retransmitUnicastDelayNs, Context::retransmitUnicastDelayNs));
        put(time("aeron.retransmit.unicast.linger", "requests for the same bytes are ignored this long",
            Context::retransmitUnicastLingerNs, Context::retransmitUnicastLingerNs));
        put(count("aeron.max.resend", 1, 256, "repairs under way per publication at most", Context::maxResend,
            Context::maxResend));
        put(time("aeron.flow.control.receiver.timeout", "multicast: a silent receiver is forgotten after this",
            Context::flowControlReceiverTimeoutNs, Context::flowControlReceiverTimeoutNs));
        put(count("aeron.flow.control.group.min.size", 0, Integer.MAX_VALUE,
            "multicast: receivers needed to be connected",
            Context::flowControlGroupMinSize, Context::flowControlGroupMinSize));
    }

    private static void controlFile()
    {
        final long min = 1 << 20;
        final long max = 256 << 20;
        put(bytes("aeron.counters.buffer.length", new PropertyKind.Size(min, max, 1, true),
            "values of counters, 128 bytes each; labels take four times as much",
            Context::counterValuesBufferLength, Context::counterValuesBufferLength));
        put(bytes("aeron.error.buffer.length", new PropertyKind.Size(4 << 20, max, 1, true),
            "distinct errors", Context::errorBufferLength, Context::errorBufferLength));
        put(bytes("aeron.loss.report.buffer.length", new PropertyKind.Size(min, max, 1, true),
            "report of losses", Context::lossReportBufferLength, Context::lossReportBufferLength));
    }

    private static void names()
    {
        put(text("aeron.driver.resolver.name", "name of this driver among drivers", Context::resolverName,
            Context::resolverName));
        put(text("aeron.driver.resolver.interface", "HOST:PORT on which drivers tell each other names",
            Context::resolverInterface, Context::resolverInterface));
        put(text("aeron.driver.resolver.bootstrap.neighbor", "HOST:PORT of a driver to ask first",
            Context::resolverBootstrapNeighbor, Context::resolverBootstrapNeighbor));
        put(time("aeron.driver.reresolution.check.interval", "how often to see whether a name has moved",
            Context::reResolutionCheckIntervalNs, Context::reResolutionCheckIntervalNs));
    }
}
