package io.skein.contract;

import io.skein.message.MessageView;
import io.skein.message.SegmentTable;
import io.skein.message.View;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A copy of all that a view says.
 *
 * @param bytes         of the payload.
 * @param segments      their lengths; empty for raw messages.
 * @param attachment    empty for raw messages.
 * @param type          of a tensor, else null.
 * @param sequence      of the message; -1 for raw messages.
 * @param publishTimeNs of the message; unknown for raw messages.
 */
record Received(
    byte[] bytes, List<Integer> segments, byte[] attachment, TensorType type, long sequence, long publishTimeNs)
{
    static Received ofRaw(final View view)
    {
        return new Received(view.toByteArray(), List.of(), new byte[0], null, -1, MessageView.UNKNOWN_TIME);
    }

    static Received ofTensor(final TensorView view)
    {
        return of(view, view.type());
    }

    static Received ofMessage(final MessageView view)
    {
        return of(view, null);
    }

    private static Received of(final MessageView view, final TensorType type)
    {
        final byte[] bytes = view.toByteArray();
        final List<Integer> segments = new ArrayList<>();
        final SegmentTable table = view.segments();
        int offset = 0;
        for (int i = 0; i < table.count(); i++)
        {
            segments.add(table.length(i));
            assertEquals(offset, table.offset(i));
            offset += table.length(i);
        }
        assertEquals(bytes.length, offset, "segments cover the payload");
        final DirectBuffer attached = view.attachment();
        final byte[] attachment = new byte[attached.capacity()];
        attached.getBytes(0, attachment);
        return new Received(bytes, segments, attachment, type, view.sequence(), view.publishTimeNs());
    }
}
