package io.skein.perf.trace;

import java.util.List;

/**
 * What {@code --json} writes.
 *
 * @param system   always {@code skein}.
 * @param scenario always {@code trace}.
 * @param topic    that was listened to.
 * @param channel  of it.
 * @param seconds  that were measured.
 * @param lost     messages that publishers sent and this listener did not get.
 * @param counts   of messages.
 * @param stages   in the order of the way.
 * @param clocks   that differ, and by how much, as estimated.
 * @param machine  that listened.
 * @param commit   of the code; null when it can not be told.
 */
record TraceJson(
    String system,
    String scenario,
    String topic,
    String channel,
    double seconds,
    long lost,
    TraceCounts counts,
    List<TraceRow> stages,
    List<ClockRow> clocks,
    String machine,
    String commit)
{
}
