package io.skein.internal.chunk;

import io.skein.internal.wire.TransferAnswer;
import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.transfer.ByteRange;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the subscribers of one transfer have said since it was begun. They answer every begin of a named content, so
 * that it can be begun again whenever nothing is heard: that is the only cure for whatever goes wrong, and all that it
 * needs. Answers come on the client's thread, questions on the publisher's.
 */
public final class Answers
{
    /**
     * Subscribers that answer wait for those that do not, which may be recordings, for so long.
     */
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

    /**
     * After so long without news it is begun again.
     */
    static final long PROBE_NS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Nobody does that honestly.
     */
    static final int MAX_SUBSCRIBERS = 64;

    private final String topic;
    private final boolean isNamed;
    private final Map<Long, TransferAnswer> latest = new HashMap<>();
    private List<ByteRange> present = List.of();
    private int sessionId;
    private long transferId;
    private int subscribers;
    private boolean isUnknown;
    private long askedNs;

    /**
     * @param topic   for messages.
     * @param isNamed whether the payload has a content id.
     */
    public Answers(final String topic, final boolean isNamed)
    {
        this.topic = topic;
        this.isNamed = isNamed;
    }

    /**
     * @return whether the payload has a content id, and so is answered.
     */
    public boolean isNamed()
    {
        return isNamed;
    }

    /**
     * The transfer was begun: what was said before is void.
     *
     * @param newSessionId  of the publisher.
     * @param newTransferId of the transfer.
     * @param nowNs         time.
     */
    public synchronized void asked(final int newSessionId, final long newTransferId, final long nowNs)
    {
        sessionId = newSessionId;
        transferId = newTransferId;
        askedNs = nowNs;
        latest.clear();
        present = List.of();
        subscribers = 0;
        isUnknown = false;
    }

    /**
     * Something else was said to them that they answer.
     *
     * @param nowNs time.
     */
    public synchronized void asked(final long nowNs)
    {
        askedNs = nowNs;
    }

    /**
     * @param answer of any transfer.
     */
    public synchronized void on(final TransferAnswer answer)
    {
        if (answer.sessionId() != sessionId || answer.transferId() != transferId)
        {
            return;
        }
        if (FeedbackCode.UNKNOWN == answer.code())
        {
            isUnknown = isNamed;
            return;
        }
        if (FeedbackReason.CLOSED == answer.reason())
        {
            // It does not refuse: it is gone, and another may come.
            latest.remove(answer.subscriberId());
            return;
        }
        if (latest.size() < MAX_SUBSCRIBERS || latest.containsKey(answer.subscriberId()))
        {
            subscribers = answer.subscribers();
            latest.put(answer.subscriberId(), answer);
            present = isEverybody() ? common() : List.of();
        }
    }

    /**
     * @param nowNs time.
     * @return whether the transfer must be begun again, for a subscriber that knows nothing of it, or since nothing was
     * heard for long.
     */
    public synchronized boolean mustAskAgain(final long nowNs)
    {
        return isUnknown || latest.isEmpty() && nowNs - askedNs >= PROBE_NS;
    }

    /**
     * @param nowNs time.
     * @return whether nothing has come of what they were asked last, for long.
     */
    public synchronized boolean isOverdue(final long nowNs)
    {
        return nowNs - askedNs >= PROBE_NS;
    }

    /**
     * @param nowNs time.
     * @return whether those have answered who will.
     */
    public synchronized boolean areThere(final long nowNs)
    {
        return isEverybody() || !latest.isEmpty() && nowNs - askedNs >= PATIENCE_NS;
    }

    private boolean isEverybody()
    {
        return !latest.isEmpty() && latest.size() >= subscribers;
    }

    /**
     * @return whether everybody who answers has all of it, or does not want it, and somebody has.
     */
    public synchronized boolean areComplete()
    {
        return 0 == count(FeedbackCode.HAS) && count(FeedbackCode.COMPLETED) > 0;
    }

    /**
     * @return whether nobody is left who takes it.
     */
    public synchronized boolean areRefusals()
    {
        return isEverybody() && count(FeedbackCode.REFUSED) == latest.size();
    }

    /**
     * @return why one of them refuses it, or null when none does.
     */
    public synchronized TransferException refusal()
    {
        for (final TransferAnswer answer : latest.values())
        {
            if (FeedbackCode.REFUSED == answer.code())
            {
                return new TransferException(reason(answer), "transfer " + transferId + " of session " + sessionId +
                    " on topic " + topic + " was refused: " + answer.text(), List.of(), null);
            }
        }
        return null;
    }

    /**
     * @param offset of a byte.
     * @return behind the bytes from there on that all have; the offset itself when that one is missing somewhere.
     */
    public synchronized long endOfPresent(final long offset)
    {
        for (final ByteRange range : present)
        {
            if (range.offset() <= offset && offset - range.offset() < range.length())
            {
                return range.offset() + range.length();
            }
        }
        return offset;
    }

    /**
     * @param offset of a byte that is missing somewhere.
     * @param limit  behind it.
     * @return the next byte that all have, or the limit.
     */
    public synchronized long endOfMissing(final long offset, final long limit)
    {
        for (final ByteRange range : present)
        {
            if (range.offset() > offset)
            {
                return Math.min(limit, range.offset());
            }
        }
        return limit;
    }

    private int count(final FeedbackCode code)
    {
        int count = 0;
        for (final TransferAnswer answer : latest.values())
        {
            count += code == answer.code() ? 1 : 0;
        }
        return count;
    }

    /**
     * What those have in common who want the rest.
     */
    private List<ByteRange> common()
    {
        List<ByteRange> common = null;
        for (final TransferAnswer answer : latest.values())
        {
            if (FeedbackCode.HAS == answer.code())
            {
                common = null == common ? answer.ranges() : common(common, answer.ranges());
            }
        }
        return null == common ? List.of() : common;
    }

    private static List<ByteRange> common(final List<ByteRange> first, final List<ByteRange> second)
    {
        final List<ByteRange> common = new ArrayList<>();
        for (final ByteRange one : first)
        {
            for (final ByteRange other : second)
            {
                final long begin = Math.max(one.offset(), other.offset());
                final long end = Math.min(one.offset() + one.length(), other.offset() + other.length());
                if (begin < end)
                {
                    common.add(new ByteRange(begin, end - begin));
                }
            }
        }
        return common;
    }

    private static Reason reason(final TransferAnswer answer)
    {
        return switch (answer.reason())
        {
            case TOO_LARGE -> Reason.TOO_LARGE;
            case NO_MEMORY -> Reason.NO_MEMORY;
            case TOO_MANY -> Reason.TOO_MANY;
            case INACTIVE -> Reason.INACTIVE;
            case CHECKSUM -> Reason.CHECKSUM;
            case TARGET -> Reason.TARGET;
            default -> Reason.REFUSED;
        };
    }
}
