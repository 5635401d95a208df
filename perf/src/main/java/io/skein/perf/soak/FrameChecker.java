package io.skein.perf.soak;

import io.skein.message.MessageView;

import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Looks at every byte of the frames of one subscriber, and whether each is the one that its place in the log says. A
 * frame that is not valid any more may be anything.
 */
final class FrameChecker
{
    private final String topic;
    private final boolean isForwarded;
    private final int length;
    private final CRC32C crc = new CRC32C();
    private final Map<Stream, Long> latest = new HashMap<>();

    /**
     * @param topic       of the frames.
     * @param isForwarded whether they came through a forwarder, which may leave some out.
     * @param length      of every frame.
     */
    FrameChecker(final String topic, final boolean isForwarded, final int length)
    {
        this.topic = topic;
        this.isForwarded = isForwarded;
        this.length = length;
    }

    /**
     * @param view of a frame, in its handler or retained.
     * @return what is wrong with its bytes, or null if nothing is or it is not valid.
     */
    String problem(final MessageView view)
    {
        final boolean isRightLength = length == view.length();
        final long number = view.buffer().getLong(SoakFrame.NUMBER_OFFSET);
        final boolean isRight = isRightLength && SoakFrame.ATTACHMENT_LENGTH == view.attachment().capacity() &&
            SoakFrame.checksum(crc, view.byteBuffer()) == view.attachment().getLong(0);
        return isRight || !view.isValid() ? null : "frame " + number + " of " + topic + ", position " +
            view.position() + " of session " + view.sessionId() + ": " +
            (isRightLength ? "its bytes are not its own" : "length " + view.length());
    }

    /**
     * @param view of a frame in its handler, the first time.
     * @return what is wrong with the order, or null if nothing is or it is not valid.
     */
    String misplaced(final MessageView view)
    {
        final long number = view.buffer().getLong(SoakFrame.NUMBER_OFFSET);
        final long publisher = view.buffer().getLong(SoakFrame.PUBLISHER_OFFSET);
        final long value = isForwarded ? number : number - view.sequence();
        if (!view.isValid())
        {
            return null;
        }
        final Long before = latest.put(new Stream(view.sessionId(), publisher), value);
        final boolean isRight = null == before || (isForwarded ? value > before : value == before);
        return isRight ? null : "frame " + number + " of " + topic + " stands where another belongs, position " +
            view.position() + " of session " + view.sessionId();
    }

    private record Stream(int sessionId, long publisher)
    {
    }
}
