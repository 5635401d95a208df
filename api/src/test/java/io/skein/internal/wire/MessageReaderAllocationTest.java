package io.skein.internal.wire;

import com.sun.management.ThreadMXBean;
import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MessageReaderAllocationTest
{
    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    @Test
    void shouldAllocateNothingWhenAFewTypesAlternate()
    {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        for (int rank = 0; rank < 8; rank++)
        {
            final long[] shape = new long[rank];
            final long[] strides = new long[rank];
            Arrays.fill(shape, 2);
            Arrays.fill(strides, 3);
            final TensorType dense = TensorType.of(DataType.UINT8, shape);
            messages.add(tensor(rank % 2 == 0 ? dense : dense.withStrides(strides)));
        }
        final MessageReader reader = new MessageReader(true);
        assertAllocatesNothing(reader, messages);

        final TensorType first = typeOf(reader, messages.get(0));
        typeOf(reader, messages.get(1));
        assertSame(first, typeOf(reader, messages.get(0)));
    }

    @Test
    void shouldAllocateNothingWhenShortAndFullTensorsAlternate()
    {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        for (int rank = 0; rank <= 3; rank++)
        {
            final long[] shape = new long[rank];
            Arrays.fill(shape, 2);
            final TensorType type = TensorType.of(DataType.UINT8, shape);
            messages.add(copyOf(Sample.shortTensor(type)));
            messages.add(tensor(type));
            messages.add(copyOf(Sample.shortTensor(TensorType.of(DataType.INT16, shape))));
            messages.add(new UnsafeBuffer(Sample.shortTensor(type)));
        }
        final MessageReader reader = new MessageReader(true);
        assertAllocatesNothing(reader, messages);
        assertSame(typeOf(reader, messages.get(8)), typeOf(reader, messages.get(9)));
        assertAllocatesNothing(new MessageReader(false), List.of(
            copyOf(Sample.shortData(new byte[3])), copyOf(Sample.data(Payload.copyOf(new byte[3]), new byte[2])),
            copyOf(Sample.shortData(new byte[0]))));
    }

    @Test
    void shouldAllocateNothingWhenVoidMessagesAreBetweenTensors()
    {
        final UnsafeBuffer empty = new UnsafeBuffer(new byte[17]);
        StampedMessage.makeVoid(empty, 0, 3);
        assertAllocatesNothing(new MessageReader(true), List.of(tensor(TensorType.of(DataType.INT64, 3)), empty));
    }

    @Test
    void shouldTellTypesApartWhenTheyDifferInOneThingOnly()
    {
        final List<TensorType> types = new ArrayList<>(List.of(
            TensorType.of(DataType.UINT8, 4, 2), TensorType.of(DataType.INT8, 4, 2),
            TensorType.of(DataType.UINT8, 2, 4), TensorType.of(DataType.UINT8, 4, 2, 1),
            TensorType.of(DataType.UINT8, 8), TensorType.of(DataType.UINT8, 4, 2).withStrides(1, 4),
            TensorType.of(DataType.UINT8, 4, 2).withStrides(0, 7), TensorType.of(DataType.UINT64),
            TensorType.of(DataType.UINT8, 4, 2).withStrides(2, 2), TensorType.of(DataType.INT64)));
        final MessageReader reader = new MessageReader(true);
        for (int i = 0; i < 100; i++)
        {
            final TensorType type = types.get(i * 7 % types.size());
            assertEquals(type, typeOf(reader, tensor(type)));
            if (type.isDense() && i % 3 != 0)
            {
                assertEquals(type, typeOf(reader, copyOf(Sample.shortTensor(type))));
            }
        }
    }

    private static void assertAllocatesNothing(final MessageReader reader, final List<UnsafeBuffer> messages)
    {
        long least = Long.MAX_VALUE;
        // The compiler's own doings may count once, not five times.
        for (int i = 0; i < 5 && least > 0; i++)
        {
            final long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            readAll(reader, messages);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertTrue(least < ROUNDS / 10, least + " bytes in " + ROUNDS + " rounds");
    }

    private static void readAll(final MessageReader reader, final List<UnsafeBuffer> messages)
    {
        for (int i = 0; i < ROUNDS; i++)
        {
            for (int j = 0; j < messages.size(); j++)
            {
                final UnsafeBuffer message = messages.get(j);
                final Verdict verdict = reader.read(message, 0, message.capacity());
                assertTrue(Verdict.ACCEPTED == verdict || Verdict.VOID == verdict);
            }
        }
    }

    private static TensorType typeOf(final MessageReader reader, final UnsafeBuffer message)
    {
        assertEquals(Verdict.ACCEPTED, reader.read(message, 0, message.capacity()), reader::reason);
        return reader.type();
    }

    private static UnsafeBuffer tensor(final TensorType type)
    {
        return copyOf(Sample.tensor(type, Payload.copyOf(new byte[(int)type.sizeBytes()]), new byte[0]));
    }

    private static UnsafeBuffer copyOf(final byte[] bytes)
    {
        final UnsafeBuffer message = new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes.length, 64));
        message.putBytes(0, bytes);
        return message;
    }
}
