package io.skein.perf.bench.end;

/**
 * One direction of a conversation.
 *
 * @param channel  URI.
 * @param streamId of its own.
 */
public record Route(String channel, int streamId)
{
}
