package io.skein.internal.memory;

import org.agrona.UnsafeApi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A direct {@link ByteBuffer} that is moved from message to message instead of being made anew, and that has capacity 0
 * between messages, so that a reference kept too long reads nothing.
 * <p>
 * The fields of {@link Buffer} are set through Unsafe, which Agrona needs open anyway; should a JDK have other fields,
 * {@link #isSupported()} is false and callers slice, which allocates.
 */
public final class ByteWindow
{
    private static final long ADDRESS_OFFSET = offsetOf(Buffer.class, "address");
    private static final long CAPACITY_OFFSET = offsetOf(Buffer.class, "capacity");
    // What a slice keeps alive.
    private static final long ATTACHMENT_OFFSET = offsetOf(directBufferClass(), "att");
    private static final boolean IS_SUPPORTED = selfTest();

    private final ByteBuffer buffer;

    /**
     * @param isReadOnly whether the buffer refuses to be written.
     * @param owner      of the memory: not garbage as long as somebody has the buffer, a slice or a duplicate.
     */
    public ByteWindow(final boolean isReadOnly, final Object owner)
    {
        final ByteBuffer empty = ByteBuffer.allocateDirect(0);
        buffer = (isReadOnly ? empty.asReadOnlyBuffer() : empty).order(ByteOrder.nativeOrder());
        UnsafeApi.putReference(buffer, ATTACHMENT_OFFSET, owner);
    }

    /**
     * @return whether windows can be moved on this JDK.
     */
    public static boolean isSupported()
    {
        return IS_SUPPORTED;
    }

    /**
     * Move the window.
     *
     * @param address of the first byte.
     * @param length  in bytes.
     * @return the buffer: position 0, limit and capacity the length, in native order whatever it was set to before.
     */
    public ByteBuffer moveTo(final long address, final int length)
    {
        UnsafeApi.putLong(buffer, ADDRESS_OFFSET, address);
        UnsafeApi.putInt(buffer, CAPACITY_OFFSET, length);
        return buffer.clear().order(ByteOrder.nativeOrder());
    }

    /**
     * Let the buffer read nothing.
     */
    public void end()
    {
        UnsafeApi.putInt(buffer, CAPACITY_OFFSET, 0);
        buffer.clear();
    }

    private static Class<?> directBufferClass()
    {
        return ByteBuffer.allocateDirect(0).getClass();
    }

    private static long offsetOf(final Class<?> type, final String field)
    {
        try
        {
            return UnsafeApi.objectFieldOffset(type.getDeclaredField(field));
        }
        catch (final ReflectiveOperationException | RuntimeException ex)
        {
            return -1;
        }
    }

    private static boolean selfTest()
    {
        if (ADDRESS_OFFSET < 0 || CAPACITY_OFFSET < 0 || ATTACHMENT_OFFSET < 0)
        {
            return false;
        }
        final ByteBuffer memory = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        memory.putInt(Integer.BYTES, 0x5CE1A);
        final long address = UnsafeApi.getLong(memory, ADDRESS_OFFSET);
        final ByteBuffer window = new ByteWindow(true, memory).moveTo(address + Integer.BYTES, Integer.BYTES);
        return Integer.BYTES == window.capacity() && Integer.BYTES == window.remaining() &&
            0x5CE1A == window.getInt(0) && address == UnsafeApi.getLong(memory, ADDRESS_OFFSET);
    }
}
