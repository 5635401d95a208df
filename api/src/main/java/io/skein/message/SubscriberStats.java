package io.skein.message;

import io.skein.transfer.TransferCounts;

/**
 * What a subscriber has seen.
 *
 * @param messages  delivered to the handler.
 * @param bytes     payload bytes of these.
 * @param viewed    messages of these that came in several frames and were handed over where they lie in the log.
 * @param assembled messages of these that came in several frames and were copied together first: those that were not
 *                  complete when their turn came, and could not be waited for, because the subscriber's channel does
 *                  not say {@code rcv-wnd} or its window is too small for them, or because their publisher paused.
 * @param lost      messages missing by their sequence numbers.
 * @param rejected  frames that were skipped because they are not well-formed messages of this topic's kind.
 * @param foreign   frames that were skipped because they are of another schema or of a newer kind of message.
 * @param failed    messages whose handler threw.
 * @param lapped    messages whose slot the publisher took back before or while they were read; the latter are among
 *                  those delivered.
 * @param skipped   messages passed over for newer ones by {@code pollLatest}.
 * @param unreachable messages that lie in a pool that this process can not open.
 * @param transfers   what came in slices.
 */
public record SubscriberStats(
    long messages, long bytes, long viewed, long assembled, long lost, long rejected, long foreign, long failed,
    long lapped, long skipped, long unreachable, TransferCounts transfers)
{
}
