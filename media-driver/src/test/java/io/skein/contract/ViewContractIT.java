package io.skein.contract;

import io.skein.HandlerException;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RawSubscriber;
import io.skein.message.SegmentTable;
import io.skein.message.View;
import io.skein.payload.Payload;
import io.skein.tensor.TensorSubscriber;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a subscriber sees, and that it sees nothing any more afterwards. Short messages are seen in the log, long ones
 * where they lie in several frames, or where they are assembled.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#all")
class ViewContractIT extends Contract
{
    private static final int SHORT = 40;
    private static final int LONG_LENGTH = 5000;

    ViewContractIT(final Setup setup)
    {
        super(setup);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG_LENGTH})
    void shouldShowTheSamePayloadAsBufferAndByteBuffer(final int length)
    {
        for (int i = 0; i < 3; i++)
        {
            offer(length);
            see((view) ->
            {
                assertEquals(length, view.length());
                assertEquals(length, view.buffer().capacity());
                assertEquals(bytes(length)[0], view.buffer().getByte(0));
                assertEquals(0, view.buffer().addressOffset() % (setup.hasHeader() ? 64 : 32));
                assertThrows(IndexOutOfBoundsException.class, () -> view.buffer().getByte(length));
                assertThrows(IndexOutOfBoundsException.class, () -> view.buffer().getByte(-1));
                assertByteBuffer(view, length);
                assertTrue(view.position() > 0);
                assertNotEquals(0, view.sessionId());
            });
        }
    }

    private static void assertByteBuffer(final View view, final int length)
    {
        final ByteBuffer bytes = view.byteBuffer();
        assertTrue(bytes.isDirect() && bytes.isReadOnly());
        assertEquals(ByteOrder.nativeOrder(), bytes.order());
        assertEquals(0, bytes.position());
        assertEquals(length, bytes.limit());
        assertEquals(length, bytes.capacity());
        assertThrows(ReadOnlyBufferException.class, () -> bytes.put(0, (byte)1));
        assertThrows(ReadOnlyBufferException.class, () -> bytes.duplicate().put((byte)1));
        final byte[] copy = new byte[length];
        bytes.get(copy);
        assertArrayEquals(bytes(length), copy);
        // Whatever the caller did to it, the next one is as promised.
        bytes.order(ByteOrder.BIG_ENDIAN).position(5).limit(6);
        assertSame(bytes, view.byteBuffer());
        assertEquals(length, bytes.remaining());
        assertEquals(ByteOrder.nativeOrder(), bytes.order());
        bytes.order(ByteOrder.BIG_ENDIAN).position(5).limit(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG_LENGTH})
    void shouldCopyWhenThereIsRoomAndRefuseWhenThereIsNot(final int length)
    {
        offer(length);
        see((view) ->
        {
            final UnsafeBuffer target = new UnsafeBuffer(new byte[length + 1]);
            view.copyTo(target, 1);
            assertArrayEquals(bytes(length), copyOf(target, 1, length));
            assertThrows(IndexOutOfBoundsException.class, () -> view.copyTo(target, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> view.copyTo(target, -1));
            final ByteBuffer bytes = ByteBuffer.allocate(length + 2).position(1);
            view.copyTo(bytes);
            assertEquals(length + 1, bytes.position());
            assertArrayEquals(bytes(length), copyOf(new UnsafeBuffer(bytes.array()), 1, length));
            assertThrows(BufferOverflowException.class, () -> view.copyTo(bytes));
            assertThrows(ReadOnlyBufferException.class,
                () -> view.copyTo(ByteBuffer.allocate(length).asReadOnlyBuffer()));
            assertArrayEquals(bytes(length), view.toByteArray());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG_LENGTH})
    void shouldShowNothingWhenTheCallbackIsOver(final int length)
    {
        offer(length);
        final AtomicReference<View> kept = new AtomicReference<>();
        final AtomicReference<DirectBuffer> buffer = new AtomicReference<>();
        final AtomicReference<ByteBuffer> bytes = new AtomicReference<>();
        see((view) ->
        {
            kept.set(view);
            buffer.set(view.buffer());
            bytes.set(view.byteBuffer());
        });
        assertEquals(0, kept.get().length());
        assertEquals(0, kept.get().buffer().capacity());
        assertEquals(0, kept.get().byteBuffer().capacity());
        assertEquals(0, kept.get().toByteArray().length);
        assertEquals(0, buffer.get().capacity());
        assertEquals(0, bytes.get().capacity());
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.get().getByte(0));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.get().get(0));
        assertThrows(IllegalStateException.class, () -> kept.get().position());
        assertThrows(IllegalStateException.class, () -> kept.get().sessionId());
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG_LENGTH})
    void shouldShowNeitherAttachmentNorSegmentsWhenTheCallbackIsOver(final int length)
    {
        accepted(() -> pipe.offer(Payload.copyOf(bytes(length), bytes(3)), new UnsafeBuffer(bytes(7))));
        final AtomicReference<MessageView> kept = new AtomicReference<>();
        final AtomicReference<DirectBuffer> attachment = new AtomicReference<>();
        see((view) ->
        {
            if (setup.hasHeader())
            {
                kept.set((MessageView)view);
                attachment.set(kept.get().attachment());
                assertSame(attachment.get(), kept.get().attachment());
                assertSame(kept.get().segments(), kept.get().segments());
                assertThrows(IndexOutOfBoundsException.class, () -> kept.get().segments().length(2));
                assertThrows(IndexOutOfBoundsException.class, () -> kept.get().segments().offset(-1));
            }
        });
        if (setup.hasHeader())
        {
            assertEquals(0, attachment.get().capacity());
            assertEquals(0, kept.get().attachment().capacity());
            assertThrows(IndexOutOfBoundsException.class, () -> attachment.get().getByte(0));
            final SegmentTable segments = kept.get().segments();
            assertEquals(0, segments.count());
            assertThrows(IndexOutOfBoundsException.class, () -> segments.length(0));
            assertThrows(IndexOutOfBoundsException.class, () -> segments.offset(0));
        }
    }

    @Test
    void shouldReportAndGoOnWhenTheHandlerThrowsAnything()
    {
        final Throwable[] thrown = {new IllegalArgumentException("of the handler"), new AssertionError("of a test")};
        for (final Throwable each : thrown)
        {
            offer(SHORT);
            offer(LONG_LENGTH);
            received.clear();
            await("two messages", () ->
            {
                pipe.poll((view) -> sneak(each), received::add);
                return received.size() == 2;
            });
            for (int i = 0; i < 2; i++)
            {
                final HandlerException error = (HandlerException)ERRORS.remove();
                assertSame(each, error.getCause());
                assertTrue(error.getMessage().contains("topic " + pipe.publisher().topic().name()));
                assertTrue(error.getMessage().contains("position "));
            }
        }
        assertEquals(4, pipe.subscriber().stats().failed());
        assertEquals(4, pipe.subscriber().stats().messages());
        offer(SHORT);
        assertEquals(SHORT, receiveOne().bytes().length);
    }

    @Test
    void shouldKeepTheHandlerWhenAPollFromWithinItIsRefused()
    {
        offer(1);
        offer(2);
        offer(3);
        final int[] ofInner = new int[1];
        received.clear();
        await("three messages", () ->
        {
            pipe.poll((view) -> assertThrows(IllegalStateException.class,
                () -> pipe.poll((inner) -> ++ofInner[0], (inner) -> ++ofInner[0])), received::add);
            return received.size() + ofInner[0] >= 3;
        });
        assertEquals(0, ofInner[0]);
        assertEquals(3, received.size());
    }

    @Test
    void shouldRefuseAndKeepMessagesWhenTheHandlerIsNull()
    {
        offer(SHORT);
        assertThrows(NullPointerException.class, this::pollNull);
        assertEquals(SHORT, receiveOne().bytes().length);
    }

    private void pollNull()
    {
        switch (setup.kind())
        {
            case RAW -> ((RawSubscriber)pipe.subscriber()).poll(null, 1);
            case MESSAGE -> ((MessageSubscriber)pipe.subscriber()).poll(null, 1);
            default -> ((TensorSubscriber)pipe.subscriber()).poll(null, 1);
        }
    }

    private void offer(final int length)
    {
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(length)), 0, length));
    }

    private static byte[] copyOf(final DirectBuffer buffer, final int offset, final int length)
    {
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(final Throwable throwable) throws T
    {
        throw (T)throwable;
    }
}
