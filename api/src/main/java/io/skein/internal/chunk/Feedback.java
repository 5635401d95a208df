package io.skein.internal.chunk;

import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.transfer.ByteRange;

import java.util.List;

/**
 * What a subscriber tells publishers.
 */
@FunctionalInterface
public interface Feedback
{
    /**
     * To a topic without a way back.
     */
    Feedback NONE = (sessionId, transferId, code, reason, ranges, text) -> {};

    /**
     * Say something, as soon as that is possible; never blocks.
     *
     * @param sessionId  of the publisher.
     * @param transferId of the transfer.
     * @param code       what is said.
     * @param reason     of a refusal.
     * @param ranges     that need not be sent.
     * @param text       for people.
     */
    void say(
        int sessionId, long transferId, FeedbackCode code, FeedbackReason reason, List<ByteRange> ranges, String text);
}
