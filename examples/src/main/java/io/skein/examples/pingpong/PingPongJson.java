package io.skein.examples.pingpong;

import io.skein.tensor.TensorType;
import org.HdrHistogram.Histogram;

/**
 * A run as it is written with {@code --json}: the fields that benchmarks have too, and a few more. Null: no value.
 *
 * @param system                   always {@code skein}.
 * @param scenario                 always {@code pingpong}.
 * @param role                     {@code both} or {@code ping}.
 * @param channel                  of ping's direction, as on the command line.
 * @param lane                     {@code claim} or {@code gather}, which carried ping's tensors.
 * @param driver                   {@code cooperative} or {@code external}.
 * @param type                     of the tensors.
 * @param sizeBytes                of a tensor.
 * @param touched                  whether every byte was written and read: yes.
 * @param warmup                   round trips before the measured ones.
 * @param messages                 round trips.
 * @param ratePerSecond            of the schedule.
 * @param rateMissed               whether the messages left more slowly.
 * @param interrupted              whether the run ended early.
 * @param minNs                    shortest round trip.
 * @param p50Ns                    percentile.
 * @param p90Ns                    percentile.
 * @param p99Ns                    percentile.
 * @param p999Ns                   percentile.
 * @param p9999Ns                  percentile.
 * @param maxNs                    longest round trip.
 * @param messagesPerSecond        round trips in a second.
 * @param gigabytesPerSecond       payload in one direction / 1e9.
 * @param allocatedBytesPerMessage by ping's thread.
 * @param cpuSeconds               of this process.
 * @param corrupted                replies that differ.
 * @param lost                     replies that are missing.
 */
record PingPongJson(
    String system,
    String scenario,
    String role,
    String channel,
    String lane,
    String driver,
    String type,
    long sizeBytes,
    boolean touched,
    long warmup,
    long messages,
    Double ratePerSecond,
    Boolean rateMissed,
    boolean interrupted,
    Long minNs,
    Long p50Ns,
    Long p90Ns,
    Long p99Ns,
    Long p999Ns,
    Long p9999Ns,
    Long maxNs,
    double messagesPerSecond,
    double gigabytesPerSecond,
    Double allocatedBytesPerMessage,
    Double cpuSeconds,
    long corrupted,
    long lost)
{
    private static final double GIGA = 1e9;

    static PingPongJson of(final PingPongSetup setup, final PingResult result)
    {
        final TensorType type = setup.content().type();
        final double rate = setup.plan().ratePerSecond();
        final Histogram histogram = result.histogram();
        return new PingPongJson("skein", "pingpong", setup.roleName(), setup.routes().channel(),
            result.sent().gathered() > 0 ? "gather" : "claim", setup.driverName(), type.toString(), type.sizeBytes(),
            true, result.warmup(), result.messages(), rate > 0 ? rate : null,
            rate > 0 ? result.isRateMissed(rate) : null, result.isStopped(), value(histogram, 0), value(histogram, 50),
            value(histogram, 90), value(histogram, 99), value(histogram, 99.9), value(histogram, 99.99),
            value(histogram, 100), result.messagesPerSecond(), result.messagesPerSecond() * type.sizeBytes() / GIGA,
            result.allocatedBytes() < 0 || 0 == result.messages() ? null :
                (double)result.allocatedBytes() / result.messages(),
            result.cpuNs() < 0 ? null : result.cpuNs() / GIGA, result.corrupted(), result.lost());
    }

    private static Long value(final Histogram histogram, final double percentile)
    {
        if (0 == histogram.getTotalCount())
        {
            return null;
        }
        return 0 == percentile ? histogram.getMinValue() : histogram.getValueAtPercentile(percentile);
    }
}
