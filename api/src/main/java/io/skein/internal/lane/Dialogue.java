package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.internal.chunk.Answers;
import org.agrona.concurrent.NanoClock;

/**
 * How a transfer goes on by what subscribers say of it. Whatever was lost, died or came anew, it is cured by beginning
 * a named content again: they answer with what they have.
 */
final class Dialogue
{
    private final NanoClock clock;

    /**
     * @param clock by which subscribers take too long to answer.
     */
    Dialogue(final NanoClock clock)
    {
        this.clock = clock;
    }

    /**
     * Heed what subscribers have said.
     *
     * @param transfer that has begun.
     * @return how it has ended; 0 when it has not.
     */
    long listen(final OutgoingTransfer transfer)
    {
        final Answers answers = transfer.answers;
        if (answers.areRefusals())
        {
            return Outcome.REFUSED;
        }
        if (answers.isNamed())
        {
            final long nowNs = clock.nanoTime();
            final boolean hasEnded = 0 != transfer.endPosition;
            final boolean areThere = answers.areThere(nowNs);
            if (answers.areComplete() && (hasEnded || areThere))
            {
                return transfer.publication.position();
            }
            if (transfer.isProbing() && areThere)
            {
                transfer.rewind();
            }
            else if (hasEnded && answers.isOverdue(nowNs))
            {
                transfer.probe();
            }
            else if (!hasEnded && answers.mustAskAgain(nowNs))
            {
                transfer.beginAgain();
            }
        }
        return 0;
    }

    /**
     * @param transfer that is named and has begun.
     * @return whether those who will have said what they have of it, and it is not about to be confirmed.
     */
    boolean mayGoOn(final OutgoingTransfer transfer)
    {
        return !transfer.isProbing() && transfer.answers.areThere(clock.nanoTime());
    }

    /**
     * A begin is about to be said.
     *
     * @param transfer  that begins.
     * @param sessionId of its publication.
     * @param id        of the transfer.
     */
    void begins(final OutgoingTransfer transfer, final int sessionId, final long id)
    {
        transfer.answers.asked(sessionId, id, clock.nanoTime());
    }

    /**
     * An end was said.
     *
     * @param transfer that is named.
     */
    void ends(final OutgoingTransfer transfer)
    {
        transfer.answers.asked(clock.nanoTime());
    }

    /**
     * @param transfer that is named.
     * @param limit    in bytes.
     * @return bytes from the position on, up to the limit, that are missing somewhere.
     */
    static int toSend(final OutgoingTransfer transfer, final int limit)
    {
        final long position = transfer.slicer.position();
        return transfer.answers.endOfPresent(position) > position ? 0 :
            (int)(transfer.answers.endOfMissing(position, position + limit) - position);
    }
}
