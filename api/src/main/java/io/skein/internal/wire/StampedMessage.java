package io.skein.internal.wire;

import io.skein.internal.memory.LittleEndian;
import io.skein.sbe.ControlCode;
import io.skein.sbe.ControlEncoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.ShortTensorEncoder;
import io.skein.sbe.TensorEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

import java.nio.ByteOrder;

/**
 * What changes in a message that has its header already.
 */
public final class StampedMessage
{
    private static final int PUBLISH_TIME =
        MessageHeaderEncoder.ENCODED_LENGTH + TensorEncoder.publishTimeNsEncodingOffset();

    private StampedMessage()
    {
    }

    /**
     * @param message that was stamped, here or by another publisher.
     * @param offset  of the message.
     * @return whether its header has a place for the publish time.
     */
    public static boolean hasTime(final DirectBuffer message, final int offset)
    {
        return ShortTensorEncoder.TEMPLATE_ID != (0xFFFF & message.getShort(
            offset + MessageHeaderEncoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * @param message       to write the time into.
     * @param offset        of the message.
     * @param publishTimeNs since the epoch.
     */
    public static void putTime(final MutableDirectBuffer message, final int offset, final long publishTimeNs)
    {
        putTime(message.addressOffset() + offset, publishTimeNs);
    }

    /**
     * @param message       address of what the time is written into.
     * @param publishTimeNs since the epoch.
     */
    public static void putTime(final long message, final long publishTimeNs)
    {
        UnsafeApi.putLong(message + PUBLISH_TIME, LittleEndian.of(publishTimeNs));
    }

    /**
     * Overwrite a message with one that says that its sequence number carries nothing.
     *
     * @param message  to write into.
     * @param offset   of the message.
     * @param sequence of the message.
     */
    public static void makeVoid(final MutableDirectBuffer message, final int offset, final long sequence)
    {
        new ControlEncoder().wrapAndApplyHeader(message, offset, new MessageHeaderEncoder())
            .sequence(sequence)
            .code(ControlCode.VOID);
    }
}
