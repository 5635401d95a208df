package io.skein.internal.view;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;

/**
 * Where the bytes of a message lie that is in the log in several frames, one mtu apart.
 */
final class FragmentedMessage
{
    private final int mtu;
    private final int stride;
    private DirectBuffer term;
    private int start;

    /**
     * @param mtu of the publisher.
     */
    FragmentedMessage(final int mtu)
    {
        this.mtu = mtu;
        stride = mtu - Frames.HEADER_LENGTH;
    }

    /**
     * @param newTerm that holds all the fragments.
     * @param offset  of the first byte of the message in it.
     */
    void wrap(final DirectBuffer newTerm, final int offset)
    {
        term = newTerm;
        start = offset;
    }

    /**
     * @return bytes of the message in each frame but the last.
     */
    int stride()
    {
        return stride;
    }

    DirectBuffer term()
    {
        return term;
    }

    /**
     * @param index of a byte of the message.
     * @return its offset in the term.
     */
    int offset(final int index)
    {
        return start + index / stride * mtu + index % stride;
    }

    /**
     * @param index of a byte of the message.
     * @return bytes from it to the end of its frame, if that is not the last.
     */
    int run(final int index)
    {
        return stride - index % stride;
    }

    void copyTo(final MutableDirectBuffer target, final int targetIndex, final int from, final int count)
    {
        int done = 0;
        while (done < count)
        {
            final int length = Math.min(count - done, run(from + done));
            target.putBytes(targetIndex + done, term, offset(from + done), length);
            done += length;
        }
    }

    void copyTo(final ByteBuffer target, final int from, final int count)
    {
        int done = 0;
        while (done < count)
        {
            final int length = Math.min(count - done, run(from + done));
            term.getBytes(offset(from + done), target, length);
            done += length;
        }
    }
}
