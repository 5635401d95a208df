package io.skein.internal.bell;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;

/**
 * Looks whether there is a fragment in an image, and leaves it there. Belongs to one thread at a time.
 */
public final class ImagePeek implements ControlledFragmentHandler
{
    private boolean isThere;

    /**
     * Nothing seen yet.
     */
    public ImagePeek()
    {
    }

    /**
     * @param image to look at, within an operation of its gate, on the thread that polls it.
     * @return whether the next fragment is there.
     */
    public boolean isThere(final Image image)
    {
        isThere = false;
        image.controlledPoll(this, 1);
        return isThere;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        isThere = true;
        return Action.ABORT;
    }
}
