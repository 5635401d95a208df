package io.skein.payload;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayloadPropertiesTest
{
    @Provide
    Arbitrary<List<byte[]>> segments()
    {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(12).list().ofMaxSize(8);
    }

    @Property
    void shouldBeEqualWhenCutDifferently(
        @ForAll("segments") final List<byte[]> segments, @ForAll @IntRange(min = 1, max = 12) final int cut)
    {
        final byte[] all = all(segments);
        final byte[][] recut = new byte[(all.length + cut - 1) / cut][];
        Arrays.setAll(recut, (i) -> Arrays.copyOfRange(all, i * cut, Math.min(all.length, (i + 1) * cut)));
        final Payload payload = payload(segments);
        final Payload other = Payload.borrow(Bytes.buffers(recut));

        assertEquals(payload, other);
        assertEquals(other, payload);
        assertEquals(Arrays.hashCode(all), payload.hashCode());
        assertEquals(payload.hashCode(), other.hashCode());
    }

    @Property
    void shouldSliceLikeAnArray(
        @ForAll("segments") final List<byte[]> segments,
        @ForAll @IntRange(max = 100) final int from,
        @ForAll @IntRange(max = 100) final int to,
        @ForAll @IntRange(max = 100) final int within)
    {
        final byte[] all = all(segments);
        final int start = Math.min(all.length, Math.min(from, to));
        final int end = Math.min(all.length, Math.max(from, to));
        final Payload slice = payload(segments).slice(start, end - start);
        final byte[] expected = Arrays.copyOfRange(all, start, end);

        assertArrayEquals(expected, slice.toByteArray());
        assertTrue(slice.segments().stream().allMatch((segment) -> segment.length() > 0));
        final int again = Math.min(within, expected.length);
        assertArrayEquals(Arrays.copyOfRange(expected, again, expected.length),
            slice.slice(again, expected.length - again).toByteArray());
    }

    @Property
    void shouldReadLikeAByteBuffer(
        @ForAll("segments") final List<byte[]> segments,
        @ForAll final List<@IntRange(max = 6) Integer> operations,
        @ForAll @IntRange(max = 95) final int seek)
    {
        final ByteBuffer model = ByteBuffer.wrap(all(segments)).order(ByteOrder.LITTLE_ENDIAN);
        final PayloadReader reader = payload(segments).reader();
        for (final int operation : operations)
        {
            final byte[] expected = new byte[Math.min(5, model.remaining())];
            final byte[] actual = new byte[expected.length];
            switch (operation)
            {
                case 0 -> assertEquals(model.hasRemaining() ? model.get() : 0,
                    reader.remaining() > 0 ? reader.readByte() : 0);
                case 1 -> assertEquals(model.remaining() > 1 ? model.getShort() : 0,
                    reader.remaining() > 1 ? reader.readShort() : 0);
                case 2 -> assertEquals(model.remaining() > 3 ? model.getInt() : 0,
                    reader.remaining() > 3 ? reader.readInt() : 0);
                case 3 -> assertEquals(model.remaining() > 7 ? model.getLong() : 0,
                    reader.remaining() > 7 ? reader.readLong() : 0);
                case 4 ->
                {
                    model.get(expected);
                    reader.read(actual);
                }
                case 5 ->
                {
                    model.get(expected);
                    assertEquals(actual.length, reader.read(ByteBuffer.wrap(actual)));
                }
                default ->
                {
                    model.position(Math.min(seek, model.limit()));
                    reader.position(Math.min(seek, model.limit()));
                }
            }
            assertArrayEquals(expected.clone(), operation == 4 || operation == 5 ? actual : expected);
            assertEquals(model.position(), reader.position());
            assertEquals(model.remaining(), reader.remaining());
        }
    }

    @Property
    void shouldWriteEveryByteOnce(
        @ForAll("segments") final List<byte[]> segments, @ForAll @IntRange(min = 1, max = 20) final int bytesPerCall)
        throws IOException
    {
        final ChoppyChannel channel = new ChoppyChannel(bytesPerCall);
        final Payload payload = payload(segments);

        assertEquals(payload.length(), payload.writeTo(channel));
        assertArrayEquals(all(segments), channel.taken.toByteArray());
    }

    @Property
    void shouldSliceEveryByteOnceAndInOrder(
        @ForAll("segments") final List<byte[]> segments,
        @ForAll @IntRange(min = 1, max = 20) final int maxLength,
        @ForAll @IntRange(min = 1, max = 4) final int maxParts)
    {
        final byte[] all = all(segments);
        final byte[] seen = new byte[all.length];
        final PayloadSlicer slicer = new PayloadSlicer(maxParts).wrap(payload(segments));
        int at = 0;
        int length;
        while ((length = slicer.next(maxLength)) > 0)
        {
            assertTrue(length == maxLength || slicer.partCount() == maxParts || 0 == slicer.remaining());
            for (int i = 0; i < slicer.partCount(); i++)
            {
                slicer.buffer(i).getBytes(slicer.offset(i), seen, at, slicer.length(i));
                at += slicer.length(i);
            }
            assertEquals(at, slicer.position());
        }
        assertArrayEquals(all, seen);
    }

    private static Payload payload(final List<byte[]> segments)
    {
        return Payload.borrow(Bytes.buffers(segments.toArray(new byte[0][])));
    }

    private static byte[] all(final List<byte[]> segments)
    {
        return Bytes.join(segments.toArray(new byte[0][]));
    }
}
