package io.skein.internal.wire;

import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A good message as bytes, and where its fields are.
 *
 * @param name     of the message.
 * @param isTensor whether it is a tensor.
 * @param bytes    from message header to the end of the payload.
 */
record Sample(String name, boolean isTensor, byte[] bytes)
{
    static final long SEQUENCE = 0x0102030405060708L;
    static final long TIME = 0x1112131415161718L;
    static final int FRAME_OFFSET = 0;
    private static final Field PAYLOAD_OFFSET = new Field("payloadOffset", 32, 4);

    /**
     * A field of the header.
     *
     * @param name   of the field.
     * @param offset from the start of the message.
     * @param width  in bytes.
     */
    record Field(String name, int offset, int width)
    {
        long get(final byte[] message)
        {
            long value = 0;
            for (int i = width - 1; i >= 0; i--)
            {
                value = value << 8 | message[offset + i] & 0xFF;
            }
            return value;
        }

        byte[] set(final byte[] message, final long value)
        {
            final byte[] changed = message.clone();
            for (int i = 0; i < width; i++)
            {
                changed[offset + i] = (byte)(value >>> 8 * i);
            }
            return changed;
        }
    }

    static List<Sample> all()
    {
        final TensorType matrix = TensorType.of(DataType.FLOAT32, 2, 3);
        final TensorType rows = TensorType.of(DataType.UINT8, 1, 1, 1, 1, 1, 1, 2, 3).withStrides(
            0, 0, 0, 0, 0, 0, 10, 1);
        final byte[] note = {'n', 'o', 't', 'e'};
        return List.of(
            new Sample("data", false, data(Payload.copyOf(new byte[] {1, 2, 3, 4, 5}), new byte[0])),
            new Sample("empty data", false, data(Payload.empty(), new byte[0])),
            new Sample("data with segments and attachment", false,
                data(Payload.copyOf(new byte[1], new byte[0], new byte[5]), note)),
            new Sample("scalar", true, tensor(TensorType.of(DataType.FLOAT64), Payload.copyOf(new byte[8]), note)),
            new Sample("matrix", true, tensor(matrix, Payload.copyOf(new byte[24]), new byte[0])),
            new Sample("rank 8 with everything", true,
                tensor(rows, Payload.copyOf(new byte[10], new byte[3]), note)));
    }

    static byte[] data(final Payload payload, final byte[] attachment)
    {
        return message(new HeaderTemplate().data(payload.length(), payload, attachment.length), payload, attachment);
    }

    static byte[] tensor(final TensorType type, final Payload payload, final byte[] attachment)
    {
        return message(new HeaderTemplate().tensor(type, payload, attachment.length), payload, attachment);
    }

    private static byte[] message(final HeaderTemplate header, final Payload payload, final byte[] attachment)
    {
        header.attachment(new UnsafeBuffer(attachment));
        final int payloadOffset = header.payloadOffset(FRAME_OFFSET);
        header.complete(SEQUENCE, TIME, payloadOffset);
        final byte[] bytes = new byte[payloadOffset + (int)payload.length()];
        header.buffer().getBytes(0, bytes, 0, payloadOffset);
        payload.copyTo((MutableDirectBuffer)new UnsafeBuffer(bytes), payloadOffset);
        return bytes;
    }

    /**
     * @return every length, count and offset, and all that decides on what they mean.
     */
    List<Field> fields()
    {
        final List<Field> fields = new ArrayList<>(List.of(
            new Field("blockLength", 0, 2), new Field("templateId", 2, 2), new Field("schemaId", 4, 2),
            new Field("version", 6, 2), new Field("payloadLength", 24, 8), PAYLOAD_OFFSET));
        int cursor = isTensor ? 38 : 37;
        if (isTensor)
        {
            fields.add(new Field("dataType", 36, 1));
            cursor = group(fields, "dims", cursor, 1);
            cursor = group(fields, "strides", cursor, 1);
        }
        cursor = group(fields, "segments", cursor, 2);
        fields.add(new Field("attachmentLength", cursor, 2));
        return fields;
    }

    Field field(final String wanted)
    {
        return fields().stream().filter((field) -> field.name().equals(wanted)).findFirst().orElseThrow();
    }

    private int group(final List<Field> fields, final String group, final int offset, final int countWidth)
    {
        final Field step = new Field(group + ".blockLength", offset, 1);
        final Field count = new Field(group + ".count", offset + 1, countWidth);
        fields.add(step);
        fields.add(count);
        int cursor = offset + 1 + countWidth;
        for (int i = 0; i < count.get(bytes); i++)
        {
            fields.add(new Field(group + "[" + i + "]", cursor, 8));
            cursor += (int)step.get(bytes);
        }
        return cursor;
    }

    byte[] truncated(final int length)
    {
        final byte[] head = new byte[length];
        System.arraycopy(bytes, 0, head, 0, length);
        return head;
    }

    /**
     * @param index  where to insert.
     * @param insert bytes that a newer version has there; the payload offset grows with them.
     * @return the message with more in it.
     */
    byte[] grown(final int index, final byte[] insert)
    {
        final ByteBuffer grown = ByteBuffer.allocate(bytes.length + insert.length).order(ByteOrder.LITTLE_ENDIAN);
        grown.put(bytes, 0, index).put(insert).put(bytes, index, bytes.length - index);
        return PAYLOAD_OFFSET.set(grown.array(), PAYLOAD_OFFSET.get(bytes) + insert.length);
    }

    @Override
    public String toString()
    {
        return name;
    }
}
