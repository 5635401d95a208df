package io.skein.internal.chunk;

import io.skein.internal.wire.TransferAnswer;
import io.skein.internal.wire.TransferReader;
import io.skein.internal.wire.Verdict;
import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The transfers of one publisher: finds the one that a part belongs to, opens it if all limits allow, and closes it
 * when it is complete or can not become so. Parts may come in any order, twice, and from publishers that mean no good.
 */
public final class ImageTransfers
{
    private static final long UNKNOWN_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Inbox inbox;
    private final int sessionId;
    private final EndedTransfers ended = new EndedTransfers();
    private final Set<Reason> reportedRefusals = EnumSet.noneOf(Reason.class);
    private long unknownId;
    private long unknownNs;
    private boolean isUnknownSaid;
    private Assembly latest;

    /**
     * @param inbox     of the subscriber.
     * @param sessionId of the publisher.
     */
    public ImageTransfers(final Inbox inbox, final int sessionId)
    {
        this.inbox = inbox;
        this.sessionId = sessionId;
    }

    int sessionId()
    {
        return sessionId;
    }

    /**
     * Take a part of a transfer.
     *
     * @param kind   of the part.
     * @param part   that was read.
     * @param buffer that holds it.
     * @param offset of it.
     * @return a transfer that is complete now, to be delivered and then given to {@link Inbox#delivered}; or null.
     */
    public Assembly apply(
        final TransferReader.Kind kind, final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        final Assembly assembly = find(part.transferId());
        switch (kind)
        {
            case CHUNK ->
            {
                if (null != assembly)
                {
                    return onChunk(assembly, part, buffer, offset);
                }
                onUnknown(part.transferId());
            }
            case BEGIN -> onBegin(assembly, part, buffer, offset);
            case END ->
            {
                return onEnd(assembly, part);
            }
            default -> onAbort(assembly, part, buffer, offset);
        }
        return null;
    }

    private Assembly onChunk(
        final Assembly assembly, final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        if (part.payloadLength() != assembly.length())
        {
            // The reader has seen to it that the slice is within the length it names, which is another one.
            return null;
        }
        final long before = assembly.receivedBytes();
        try
        {
            if (!assembly.place(part.sliceOffset(), buffer, offset + part.bodyOffset(), part.bodyLength()))
            {
                fail(assembly, Reason.TOO_MANY, "what has arrived has more than " + Ranges.MAX_RUNS + " gaps", null);
                return null;
            }
        }
        catch (final RuntimeException ex)
        {
            fail(assembly, Reason.TARGET, "its target threw " + ex, ex);
            return null;
        }
        inbox.bytes += assembly.receivedBytes() - before;
        return assembly.hasEnded ? completed(assembly) : null;
    }

    private Assembly onEnd(final Assembly assembly, final TransferReader part)
    {
        if (null == assembly)
        {
            if (!ended.contains(part.transferId()))
            {
                onMissed(part.transferId());
            }
            return null;
        }
        assembly.hasEnded = true;
        assembly.isTouched = true;
        assembly.sequence = part.sequence();
        assembly.expectedChecksum = part.checksum();
        return completed(assembly);
    }

    private void onAbort(
        final Assembly assembly, final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        if (null != assembly)
        {
            fail(assembly, part.isTimedOut() ? Reason.TIMED_OUT :
                part.isPublisherClosed() ? Reason.PUBLISHER_GONE : Reason.CANCELLED,
                "its publisher gave it up: " + part.text(buffer, offset), null);
        }
        else
        {
            ended.add(part.transferId(), FeedbackCode.REFUSED, FeedbackReason.NONE);
        }
    }

    private void onMissed(final long id)
    {
        ++inbox.missed;
        if (inbox.isAnswering())
        {
            onUnknown(id);
        }
        else
        {
            ended.add(id, FeedbackCode.REFUSED, FeedbackReason.NONE);
        }
    }

    /**
     * The begin was never seen, since the subscriber came later. Whoever can begin it again is told.
     */
    private void onUnknown(final long id)
    {
        if (inbox.isAnswering() && !ended.contains(id))
        {
            final long nowNs = inbox.nowNs();
            if (!isUnknownSaid || id != unknownId || nowNs - unknownNs >= UNKNOWN_INTERVAL_NS)
            {
                isUnknownSaid = true;
                unknownId = id;
                unknownNs = nowNs;
                say(id, FeedbackCode.UNKNOWN, FeedbackReason.NONE, "");
            }
        }
    }

    private Assembly completed(final Assembly assembly)
    {
        if (!assembly.isWhole())
        {
            return null;
        }
        if (!assembly.isRight())
        {
            fail(assembly, Reason.CHECKSUM, "message " + assembly.sequence() + " has CRC32C " +
                hex(assembly.checksum()) + ", its publisher sent " + hex(assembly.expectedChecksum), null);
            return null;
        }
        try
        {
            assembly.target.completed(assembly, assembly.sequence());
        }
        catch (final RuntimeException ex)
        {
            fail(assembly, Reason.TARGET, "its target threw " + ex, ex);
            return null;
        }
        close(assembly, FeedbackCode.COMPLETED, FeedbackReason.NONE);
        if (0 != assembly.contentId())
        {
            say(assembly.id(), FeedbackCode.COMPLETED, FeedbackReason.NONE, "");
        }
        return assembly;
    }

    private void onBegin(
        final Assembly assembly, final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        final long id = part.transferId();
        if (null == assembly && !ended.contains(id))
        {
            onFirstBegin(part, buffer, offset);
        }
        else if (0 != part.contentId())
        {
            if (null != assembly)
            {
                assembly.isTouched = true;
                sayWhatIsThere(assembly);
            }
            else
            {
                say(id, ended.code(id), ended.reason(id), "it had ended before");
            }
        }
    }

    private void onFirstBegin(final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        if (Inbox.MAX_OPEN == inbox.open.size())
        {
            refuse(part.transferId(), Reason.TOO_MANY, Inbox.MAX_OPEN + " others are open already");
            return;
        }
        final Assembly assembly = inbox.take();
        boolean isOpened = false;
        try
        {
            isOpened = open(assembly, part, buffer, offset);
        }
        catch (final RuntimeException ex)
        {
            refuse(part.transferId(), Reason.TARGET, "its receiver threw " + ex);
            inbox.report(ex);
        }
        if (!isOpened)
        {
            inbox.release(assembly);
        }
    }

    private boolean open(
        final Assembly assembly, final TransferReader part, final DirectBuffer buffer, final int offset)
    {
        final long id = part.transferId();
        final int header = offset + part.bodyOffset();
        final int headerLength = part.bodyLength();
        if (Verdict.ACCEPTED != assembly.header().read(buffer, header, headerLength) ||
            assembly.header().payloadOffset() != headerLength)
        {
            return refuse(id, Reason.REFUSED, "its header is not well-formed");
        }
        final long length = assembly.length();
        if (length > inbox.options.maxTransfer())
        {
            return refuse(id, Reason.TOO_LARGE, "it has " + length + " bytes, and chunk.maxTransfer of the topic is " +
                inbox.options.maxTransfer());
        }
        assembly.begin(this, part, buffer, header, headerLength);
        final TransferTarget target = inbox.accept(assembly);
        if (null == target)
        {
            return refuse(id, Reason.REFUSED, "the application did not want its " + length + " bytes");
        }
        final DirectBuffer targetBuffer = target.buffer();
        if (null != targetBuffer && targetBuffer.capacity() < length)
        {
            return refuse(id, Reason.TOO_LARGE, "it has " + length + " bytes, and its target has room for " +
                targetBuffer.capacity());
        }
        final long needed = headerLength + (TransferTarget.ASSEMBLED == target ? length : 0);
        final UnsafeBuffer memory = inbox.memory.tryTake(needed);
        if (null == memory)
        {
            return refuse(id, Reason.NO_MEMORY, "it needs " + needed + " bytes, and the subscriber has allocated " +
                inbox.memory.allocated() + " of chunk.memory=" + inbox.options.memory() +
                "; raise that, or -XX:MaxDirectMemorySize, or receive it into memory or a file of your own");
        }
        assembly.into(target, memory, buffer, header);
        assembly.resume();
        inbox.opened(assembly);
        if (0 != assembly.contentId())
        {
            sayWhatIsThere(assembly);
        }
        return true;
    }

    /**
     * The publisher is gone.
     */
    public void gone()
    {
        for (int i = inbox.open.size() - 1; i >= 0; i--)
        {
            final Assembly assembly = inbox.open.get(i);
            if (this == assembly.owner)
            {
                fail(assembly, Reason.PUBLISHER_GONE, "its publisher has gone", null);
            }
        }
    }

    /**
     * End an open transfer undelivered.
     */
    void fail(final Assembly assembly, final Reason reason, final String why, final Throwable cause)
    {
        ++inbox.failed;
        final TransferException failure = new TransferException(reason, describe(assembly.id()) + " failed: " + why +
            "; " + assembly.receivedBytes() + " of " + assembly.length() + " bytes had arrived, missing are " +
            gaps(assembly), assembly.firstMissing(), cause);
        if (Reason.INACTIVE == reason && 0 != assembly.contentId())
        {
            // Its publisher may have been stopped, and can begin it again.
            forget(assembly);
        }
        else
        {
            final FeedbackReason code = code(reason);
            close(assembly, FeedbackCode.REFUSED, code);
            if (FeedbackReason.NONE != code)
            {
                say(assembly.id(), FeedbackCode.REFUSED, code, why);
            }
        }
        inbox.report(failure);
        inbox.tellFailed(assembly.target, assembly, failure);
        inbox.release(assembly);
    }

    private boolean refuse(final long id, final Reason reason, final String why)
    {
        ++inbox.refused;
        ended.add(id, FeedbackCode.REFUSED, code(reason));
        say(id, FeedbackCode.REFUSED, code(reason), why);
        if (reportedRefusals.add(reason))
        {
            inbox.report(new TransferException(reason, describe(id) + " was refused: " + why +
                "; others that are refused for this reason are only counted", List.of(), null));
        }
        return false;
    }

    private void close(final Assembly assembly, final FeedbackCode code, final FeedbackReason reason)
    {
        forget(assembly);
        ended.add(assembly.id(), code, reason);
    }

    private void forget(final Assembly assembly)
    {
        inbox.open.remove(assembly);
        latest = null;
    }

    private void sayWhatIsThere(final Assembly assembly)
    {
        inbox.feedback.say(sessionId, assembly.id(), FeedbackCode.HAS, FeedbackReason.NONE,
            assembly.ranges.longest(TransferAnswer.MAX_RANGES), "");
    }

    private void say(final long id, final FeedbackCode code, final FeedbackReason reason, final String text)
    {
        inbox.feedback.say(sessionId, id, code, reason, List.of(), text);
    }

    /**
     * @return what its publisher is told, or NONE when it knows by itself.
     */
    private static FeedbackReason code(final Reason reason)
    {
        return switch (reason)
        {
            case TOO_LARGE -> FeedbackReason.TOO_LARGE;
            case NO_MEMORY -> FeedbackReason.NO_MEMORY;
            case TOO_MANY -> FeedbackReason.TOO_MANY;
            case INACTIVE -> FeedbackReason.INACTIVE;
            case CHECKSUM -> FeedbackReason.CHECKSUM;
            case TARGET -> FeedbackReason.TARGET;
            case SUBSCRIBER_CLOSED -> FeedbackReason.CLOSED;
            case REFUSED -> FeedbackReason.APPLICATION;
            default -> FeedbackReason.NONE;
        };
    }

    private Assembly find(final long id)
    {
        if (null != latest && latest.id() == id)
        {
            return latest;
        }
        for (int i = 0; i < inbox.open.size(); i++)
        {
            final Assembly assembly = inbox.open.get(i);
            if (this == assembly.owner && assembly.id() == id)
            {
                latest = assembly;
                return assembly;
            }
        }
        return null;
    }

    private String describe(final long id)
    {
        return "transfer " + id + " of session " + sessionId + " on topic " + inbox.topic;
    }

    private static String gaps(final Assembly assembly)
    {
        final StringBuilder text = new StringBuilder();
        assembly.firstMissing().forEach((gap) -> text.append(text.isEmpty() ? "" : ", ").append(gap.offset())
            .append(" to ").append(gap.offset() + gap.length() - 1));
        return text.isEmpty() ? "none" : text.toString();
    }

    private static String hex(final long checksum)
    {
        return "0x" + Long.toHexString(checksum);
    }
}
