package io.skein.internal.view;

import org.agrona.DirectBuffer;

/**
 * Looks ahead in a term for the fragments of a message whose first one is being polled. Believes nothing: the fragments
 * must follow one another without a hole, be of one publisher, and have the length of a full frame, all but the last,
 * so that byte i of the message lies {@code i / payload * mtu + i % payload} bytes behind its first one.
 * <p>
 * Asked again for the same message, it goes on where it stopped.
 */
final class FragmentScan
{
    /**
     * What is known of a message.
     */
    enum Extent
    {
        /**
         * Every fragment is there.
         */
        COMPLETE,
        /**
         * Its last fragments are not there yet.
         */
        GROWING,
        /**
         * It is not what an offer writes.
         */
        IRREGULAR
    }

    private static final long NOWHERE = -1;

    private final int mtu;
    private final int maxLength;
    private long position = NOWHERE;
    private int begin;
    private int next;
    private int length;
    private Extent extent;

    /**
     * @param mtu       of the publisher.
     * @param maxLength of a message.
     */
    FragmentScan(final int mtu, final int maxLength)
    {
        this.mtu = mtu;
        this.maxLength = maxLength;
    }

    /**
     * Look at the first fragment of a message, and at those behind it.
     *
     * @param term          of the message.
     * @param frame         offset of its first fragment, which is a whole frame of data.
     * @param beginPosition of that frame in the stream.
     * @return what is known now.
     */
    Extent look(final DirectBuffer term, final int frame, final long beginPosition)
    {
        if (beginPosition != position)
        {
            position = beginPosition;
            begin = frame;
            next = frame + mtu;
            length = mtu - Frames.HEADER_LENGTH;
            extent = Frames.length(term, frame) == mtu ? Extent.GROWING : Extent.IRREGULAR;
        }
        if (Extent.GROWING == extent)
        {
            extent = lookOn(term);
        }
        return extent;
    }

    private Extent lookOn(final DirectBuffer term)
    {
        while (next < term.capacity())
        {
            final int frame = next;
            final int frameLength = Frames.length(term, frame);
            if (frameLength <= 0)
            {
                return Extent.GROWING;
            }
            final byte flags = Frames.flags(term, frame);
            final boolean isEnd = Frames.isEnd(flags);
            if (Frames.isBegin(flags) || frameLength <= Frames.HEADER_LENGTH ||
                (isEnd ? frameLength > mtu : frameLength != mtu) ||
                !Frames.isData(term, frame) || !Frames.isSameSource(term, frame, begin))
            {
                return Extent.IRREGULAR;
            }
            length += frameLength - Frames.HEADER_LENGTH;
            next += Frames.alignedLength(frameLength);
            if (length > maxLength || next > term.capacity())
            {
                return Extent.IRREGULAR;
            }
            if (isEnd)
            {
                return Extent.COMPLETE;
            }
        }
        return Extent.IRREGULAR;
    }

    /**
     * @return bytes of the message that are there.
     */
    int length()
    {
        return length;
    }

    /**
     * @return bytes from the beginning of the first fragment to the end of the last one that is there.
     */
    int reach()
    {
        return next - begin;
    }

    /**
     * @return of the beginning of the message in the stream.
     */
    long position()
    {
        return position;
    }
}
