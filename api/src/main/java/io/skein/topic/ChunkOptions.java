package io.skein.topic;

import io.skein.ConfigurationException;

import java.util.Objects;

/**
 * How payloads travel that are larger than a message: in slices, which subscribers put together. Immutable; start from
 * {@link #DEFAULT}.
 *
 * @param threshold     payloads of more bytes than this are published in slices even if they fit a message, 0 to
 *                      {@link Long#MAX_VALUE}.
 * @param checksum      over the payload, computed by publishers and verified by subscribers before they see it.
 * @param maxRate       most bytes per second that each publisher sends in slices; 0 for no limit.
 * @param burst         bytes that may be sent at once, however low the rate; 0 for ten milliseconds' worth.
 * @param maxTransfer   largest payload in bytes, 1 to {@link Long#MAX_VALUE}: a publisher refuses what is larger, and
 *                      so does a subscriber, before it allocates anything.
 * @param memory        most bytes that each subscriber allocates to put payloads together, {@value #MIN_MEMORY} to
 *                      {@link Long#MAX_VALUE}. What goes into the application's own memory does not count.
 * @param claimMemory   most bytes that each publisher allocates for claims of more than a frame when the topic has no
 *                      pool, headers included, {@value #MIN_MEMORY} to {@link Long#MAX_VALUE}. It is allocated when it
 *                      is claimed, and used again.
 * @param timeoutNs     a subscriber gives a transfer up when no slice has come for so many nanoseconds, 1,000,000 or
 *                      more.
 * @param feedback      whether subscribers answer: publishers learn at once when nobody takes a transfer, and can send
 *                      named contents, which go on where they stopped. Needs one channel, on IPC or unicast UDP; on UDP
 *                      subscribers answer from the port behind the one where they listen, which must be free.
 */
public record ChunkOptions(
    long threshold, Checksum checksum, long maxRate, long burst, long maxTransfer, long memory, long claimMemory,
    long timeoutNs, boolean feedback)
{
    /**
     * Least memory of a subscriber, and of claims.
     */
    public static final long MIN_MEMORY = 64 * 1024;

    /**
     * Shortest time without a slice, in nanoseconds.
     */
    public static final long MIN_TIMEOUT_NS = 1_000_000;

    /**
     * Slices only for what does not fit a message, no checksum, no limit of the rate, payloads of up to 256 MiB, 512
     * MiB of memory for subscribers and for claims, 15 seconds, no feedback.
     */
    public static final ChunkOptions DEFAULT = new ChunkOptions(
        Long.MAX_VALUE, Checksum.NONE, 0, 0, 256L << 20, 512L << 20, 512L << 20, 15_000_000_000L, false);

    /**
     * Over all bytes of a payload.
     */
    public enum Checksum
    {
        /**
         * None: what the network carries is protected by UDP's own, and by nothing in memory.
         */
        NONE,

        /**
         * CRC-32C, which processors compute at the speed of memory.
         */
        CRC32C
    }

    /**
     * @param threshold     payloads of more bytes travel in slices.
     * @param checksum      over the payload.
     * @param maxRate       bytes per second.
     * @param burst         bytes at once.
     * @param maxTransfer   largest payload in bytes.
     * @param memory        of each subscriber in bytes.
     * @param claimMemory   of each publisher's claims in bytes.
     * @param timeoutNs     longest time without a slice in nanoseconds.
     * @param feedback      whether subscribers answer.
     * @throws ConfigurationException when a value is out of range.
     */
    public ChunkOptions
    {
        Objects.requireNonNull(checksum, "checksum");
        require("chunk.threshold", threshold, 0);
        require("chunk.maxRate", maxRate, 0);
        require("chunk.burst", burst, 0);
        require("chunk.maxTransfer", maxTransfer, 1);
        require("chunk.memory", memory, MIN_MEMORY);
        require("chunk.claimMemory", claimMemory, MIN_MEMORY);
        require("chunk.timeout", timeoutNs, MIN_TIMEOUT_NS);
    }

    /**
     * @param bytes payloads of more bytes travel in slices even if they fit a message.
     * @return these options with that threshold.
     * @throws ConfigurationException when it is negative.
     */
    public ChunkOptions withThreshold(final long bytes)
    {
        return new ChunkOptions(bytes, checksum, maxRate, burst, maxTransfer, memory, claimMemory, timeoutNs, feedback);
    }

    /**
     * @param kind of checksum over the payload.
     * @return these options with that checksum.
     */
    public ChunkOptions withChecksum(final Checksum kind)
    {
        return new ChunkOptions(threshold, kind, maxRate, burst, maxTransfer, memory, claimMemory, timeoutNs, feedback);
    }

    /**
     * @param bytesPerSecond of each publisher; 0 for no limit.
     * @param burstBytes     at once; 0 for ten milliseconds' worth.
     * @return these options with that rate.
     * @throws ConfigurationException when one is negative.
     */
    public ChunkOptions withMaxRate(final long bytesPerSecond, final long burstBytes)
    {
        return new ChunkOptions(threshold, checksum, bytesPerSecond, burstBytes, maxTransfer, memory, claimMemory,
            timeoutNs, feedback);
    }

    /**
     * @param bytes of the largest payload.
     * @return these options with that limit.
     * @throws ConfigurationException when it is less than 1.
     */
    public ChunkOptions withMaxTransfer(final long bytes)
    {
        return new ChunkOptions(threshold, checksum, maxRate, burst, bytes, memory, claimMemory, timeoutNs, feedback);
    }

    /**
     * @param bytes that each subscriber may allocate.
     * @return these options with that limit.
     * @throws ConfigurationException when it is less than {@value #MIN_MEMORY}.
     */
    public ChunkOptions withMemory(final long bytes)
    {
        return new ChunkOptions(threshold, checksum, maxRate, burst, maxTransfer, bytes, claimMemory, timeoutNs,
            feedback);
    }

    /**
     * @param bytes that each publisher may allocate for claims.
     * @return these options with that limit.
     * @throws ConfigurationException when it is less than {@value #MIN_MEMORY}.
     */
    public ChunkOptions withClaimMemory(final long bytes)
    {
        return new ChunkOptions(threshold, checksum, maxRate, burst, maxTransfer, memory, bytes, timeoutNs, feedback);
    }

    /**
     * @param nanoseconds longest time without a slice.
     * @return these options with that limit.
     * @throws ConfigurationException when it is less than {@value #MIN_TIMEOUT_NS}.
     */
    public ChunkOptions withTimeoutNs(final long nanoseconds)
    {
        return new ChunkOptions(threshold, checksum, maxRate, burst, maxTransfer, memory, claimMemory, nanoseconds,
            feedback);
    }

    /**
     * @param isAnswered whether subscribers answer.
     * @return these options with or without that.
     */
    public ChunkOptions withFeedback(final boolean isAnswered)
    {
        return new ChunkOptions(threshold, checksum, maxRate, burst, maxTransfer, memory, claimMemory, timeoutNs,
            isAnswered);
    }

    private static void require(final String name, final long value, final long min)
    {
        if (value < min)
        {
            throw new ConfigurationException(name + " " + value + " is out of range: give " + min + " or more");
        }
    }

    /**
     * @param kind of a topic.
     * @return what it has when nothing is said: null where there are no messages to cut.
     */
    static ChunkOptions defaultOf(final TopicKind kind)
    {
        return TopicKind.MESSAGE == kind || TopicKind.TENSOR == kind ? DEFAULT : null;
    }
}
