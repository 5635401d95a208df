package io.skein.internal.view;

import io.aeron.logbuffer.Header;
import io.skein.internal.chunk.Assembly;
import io.skein.internal.chunk.ImageTransfers;
import io.skein.internal.chunk.Inbox;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.TransferReader;
import org.agrona.DirectBuffer;

/**
 * Takes the parts of one publisher's transfers, and shows what is complete.
 */
final class TransferParts
{
    private final ImageReader image;
    private final Counters counters;
    private final Inbox inbox;
    private final ImageTransfers transfers;
    private final TransferReader part = new TransferReader();

    TransferParts(final ImageReader image, final Counters counters, final Inbox inbox, final int sessionId)
    {
        this.image = image;
        this.counters = counters;
        this.inbox = inbox;
        transfers = new ImageTransfers(inbox, sessionId);
    }

    /**
     * @param buffer    with the part.
     * @param offset    of the part.
     * @param length    of the part.
     * @param header    of its frame.
     * @param isSkipped whether a message that is complete now is to be passed over.
     */
    void onPart(
        final DirectBuffer buffer, final int offset, final int length, final Header header, final boolean isSkipped)
    {
        final TransferReader.Kind kind = part.read(buffer, offset, length);
        if (TransferReader.Kind.REJECTED == kind)
        {
            image.onRejected(part.reason(), length, header);
            return;
        }
        if (TransferReader.Kind.END == kind)
        {
            image.onSequence(part.sequence(), header);
        }
        final Assembly complete = transfers.apply(kind, part, buffer, offset);
        if (null != complete)
        {
            if (isSkipped)
            {
                ++counters.skipped;
            }
            else
            {
                show((ViewedAssembly)complete, header);
            }
            inbox.delivered(complete);
        }
    }

    private void show(final ViewedAssembly assembly, final Header header)
    {
        final DirectBuffer target = assembly.isAssembled() ? null : assembly.targetBuffer();
        if (assembly.isAssembled() || null != target)
        {
            final LogView view = assembly.view;
            assembly.header().sequence(assembly.sequence());
            view.begin(
                assembly.memory(), 0, assembly.headerLength(), assembly.isAssembled() ? (int)assembly.length() : 0,
                header);
            if (null != target)
            {
                view.payload(target, (int)assembly.length());
            }
            image.dispatch(view, header);
        }
    }

    void gone()
    {
        transfers.gone();
    }

    /**
     * With a view that is used again as well.
     */
    static final class ViewedAssembly extends Assembly
    {
        private final LogView view;

        ViewedAssembly(final LogSubscriber subscriber, final MessageReader header)
        {
            super(header);
            view = new LogView(subscriber, header);
        }
    }
}
