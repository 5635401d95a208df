package io.skein;

import io.aeron.Publication;

/**
 * What a non-blocking operation came to: a position ({@code > 0}) when it was accepted, or one of the named negative
 * values below. Accepted means that the message is in the log, not that a subscriber has read it.
 */
public final class Outcome
{
    /**
     * Nobody subscribes.
     */
    public static final long NOT_CONNECTED = Publication.NOT_CONNECTED;

    /**
     * A subscriber is too far behind: try again later.
     */
    public static final long BACK_PRESSURED = Publication.BACK_PRESSURED;

    /**
     * The publisher, its claim or its {@code Skein} is closed.
     */
    public static final long CLOSED = Publication.CLOSED;

    /**
     * The media driver is away. The publisher comes back by itself when a driver does.
     */
    public static final long DISCONNECTED = -6;

    /**
     * The topic's policy is {@code drop}, and the message could not be accepted at once. Counted by the publisher.
     */
    public static final long DROPPED = -7;

    /**
     * No slot of the pool is free: subscribers have yet to read them, retain them, or the publisher itself has them on
     * loan. Try again later, or give the pool more slots. On a topic without a pool: open claims have all of its
     * {@code chunk.claimMemory}.
     */
    public static final long NO_SLOT = -8;

    /**
     * The publisher has taken the slot back before this could be done with what it held.
     */
    public static final long LAPPED = -9;

    /**
     * Somebody else may still see what was to be changed in place.
     */
    public static final long NOT_SOLE = -10;

    /**
     * Part of it is done, and there is more to do: call again.
     */
    public static final long UNFINISHED = -11;

    /**
     * The rate that was set allows no more now: call again.
     */
    public static final long PACED = -12;

    /**
     * It was cancelled before it was complete.
     */
    public static final long CANCELLED = -13;

    /**
     * A byte stream holds as many unread bytes as it may: try again when the reader has read some.
     */
    public static final long BUSY = -14;

    /**
     * Subscribers have yet to say what they have of a named content, or that they have all of it: call again.
     */
    public static final long UNANSWERED = -15;

    /**
     * No subscriber takes the transfer, or no more of it: {@link io.skein.transfer.Transfer#refusal()} says why.
     */
    public static final long REFUSED = -16;

    private Outcome()
    {
    }

    /**
     * @param outcome of an operation.
     * @return whether the message was accepted.
     */
    public static boolean isAccepted(final long outcome)
    {
        return outcome > 0;
    }

    /**
     * @param outcome of an operation.
     * @return the name of a refusal, or {@code ACCEPTED}. For messages, not for the hot path.
     */
    public static String name(final long outcome)
    {
        if (outcome > 0)
        {
            return "ACCEPTED";
        }
        return switch ((int)outcome)
        {
            case (int)NOT_CONNECTED -> "NOT_CONNECTED";
            case (int)BACK_PRESSURED -> "BACK_PRESSURED";
            case (int)CLOSED -> "CLOSED";
            case (int)DISCONNECTED -> "DISCONNECTED";
            case (int)DROPPED -> "DROPPED";
            case (int)NO_SLOT -> "NO_SLOT";
            case (int)LAPPED -> "LAPPED";
            case (int)NOT_SOLE -> "NOT_SOLE";
            case (int)UNFINISHED -> "UNFINISHED";
            case (int)PACED -> "PACED";
            case (int)CANCELLED -> "CANCELLED";
            case (int)BUSY -> "BUSY";
            case (int)UNANSWERED -> "UNANSWERED";
            case (int)REFUSED -> "REFUSED";
            default -> "UNKNOWN(" + outcome + ")";
        };
    }
}
