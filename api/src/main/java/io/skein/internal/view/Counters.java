package io.skein.internal.view;

import io.skein.message.SubscriberStats;

/**
 * What a subscriber counts. Written by the polling thread, read by any, a moment late.
 */
final class Counters
{
    long messages;
    long bytes;
    long assembled;
    long lost;
    long rejected;
    long foreign;
    long failed;

    SubscriberStats snapshot()
    {
        return new SubscriberStats(messages, bytes, assembled, lost, rejected, foreign, failed);
    }
}
