package io.skein.internal.view;

import io.skein.internal.memory.Padded;
import io.skein.message.SubscriberStats;
import io.skein.transfer.TransferCounts;

/**
 * What a subscriber counts. Written by the polling thread, read by any, a moment late.
 */
final class Counters extends Padded
{
    long messages;
    long bytes;
    long viewed;
    long assembled;
    long lost;
    long rejected;
    long foreign;
    long failed;
    long lapped;
    long skipped;
    long unreachable;

    SubscriberStats snapshot(final TransferCounts transfers)
    {
        return new SubscriberStats(
            messages, bytes, viewed, assembled, lost, rejected, foreign, failed, lapped, skipped, unreachable,
            transfers);
    }
}
