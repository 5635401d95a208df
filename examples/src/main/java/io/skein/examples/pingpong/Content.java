package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.MessageTooLargeException;
import io.skein.examples.picture.Picture;
import io.skein.examples.picture.PictureFile;
import io.skein.examples.picture.PictureSize;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * What ping sends, and what must come back: message n is a window into random bytes, so that each message differs from
 * those before it, and making or checking one costs no more than reading it. Belongs to one thread.
 */
final class Content
{
    private static final int STEP_BYTES = 8;
    // A prime, and few enough bytes to stay in the first cache.
    private static final int WINDOWS = 509;
    private static final long SEED = 0x5ce1_a11d_ab1eL;

    private final TensorType type;
    private final int length;
    private final int windows;
    private final ByteBuffer bytes;
    private final DirectBuffer buffer;

    private Content(final TensorType type, final int windows, final ByteBuffer bytes)
    {
        this.type = type;
        this.windows = windows;
        this.bytes = bytes;
        length = (int)type.sizeBytes();
        buffer = new UnsafeBuffer(bytes);
    }

    /**
     * @param type of the tensors, at most 16 MiB of bytes.
     * @return random bytes, others in each of {@value #WINDOWS} messages in a row.
     */
    static Content pattern(final TensorType type)
    {
        final int capacity = (int)type.sizeBytes() + WINDOWS * STEP_BYTES;
        final ByteBuffer bytes = BufferUtil.allocateDirectAligned(capacity, 64);
        final SplittableRandom random = new SplittableRandom(SEED);
        while (bytes.remaining() >= Long.BYTES)
        {
            bytes.putLong(random.nextLong());
        }
        return new Content(type, WINDOWS, bytes.clear());
    }

    /**
     * A picture, unless it is too large; that is known before its pixels are read.
     *
     * @param file with a picture.
     * @return its pixels as {@code uint8[height,width,3]}, the same in all messages.
     * @throws IOException              if there is no such file or it may not be read.
     * @throws ConfigurationException   if it holds no picture, or a damaged one.
     * @throws MessageTooLargeException if its tensor is larger than a message.
     */
    static Content picture(final Path file) throws IOException
    {
        final PictureSize size = PictureFile.size(file);
        final TensorType type = TensorType.of(DataType.UINT8, size.height(), size.width(), Picture.COLOURS);
        final int limit = Routes.MAX_MESSAGE_BYTES - Routes.HEADER_BYTES;
        if (type.sizeBytes() > limit)
        {
            throw new MessageTooLargeException("picture " + file + " is a tensor of " + type.sizeBytes() +
                " bytes (" + type + "): the limit is " + limit + ", one Aeron message; give a smaller --image");
        }
        final byte[] pixels = PictureFile.read(file).pixels();
        final ByteBuffer bytes = BufferUtil.allocateDirectAligned(pixels.length, 64);
        return new Content(type, 1, bytes.put(pixels).clear());
    }

    TensorType type()
    {
        return type;
    }

    DirectBuffer buffer()
    {
        return buffer;
    }

    int offset(final long message)
    {
        return (int)(message % windows) * STEP_BYTES;
    }

    int length()
    {
        return length;
    }

    /**
     * @param message      number of the message.
     * @param receivedType of what came back.
     * @param received     what came back, from position to limit.
     * @return whether every byte is as it was sent.
     */
    boolean matches(final long message, final TensorType receivedType, final ByteBuffer received)
    {
        final int offset = offset(message);
        bytes.limit(offset + length).position(offset);
        return type.equals(receivedType) && received.mismatch(bytes) < 0;
    }
}
