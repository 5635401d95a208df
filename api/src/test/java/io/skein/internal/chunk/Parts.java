package io.skein.internal.chunk;

import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.TransferForm;
import io.skein.internal.wire.TransferReader;
import io.skein.topic.ChunkOptions.Checksum;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The parts of transfers, as a publisher writes them or as one that means no good would, given to who puts them
 * together.
 */
final class Parts
{
    private static final int CAPACITY = 1 << 20;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final ImageTransfers image;
    private final TransferReader reader = new TransferReader();
    private final UnsafeBuffer message = new UnsafeBuffer(BufferUtil.allocateDirectAligned(CAPACITY, 64));

    Parts(final ImageTransfers image)
    {
        this.image = image;
    }

    Assembly begin(final long id, final long length, final Checksum checksum)
    {
        return begin(id, new HeaderTemplate().data(length, null, 0), checksum);
    }

    Assembly beginNamed(final long id, final long length, final Checksum checksum, final long contentId)
    {
        return begin(id, new HeaderTemplate().data(length, null, 0), checksum, contentId);
    }

    Assembly begin(final long id, final HeaderTemplate header, final Checksum checksum)
    {
        return begin(id, header, checksum, 0);
    }

    private Assembly begin(
        final long id, final HeaderTemplate header, final Checksum checksum, final long contentId)
    {
        final int headerLength = header.completeDetached(NO_TIME);
        TransferForm.stampBegin(message, 0, id, checksum, contentId);
        message.putBytes(TransferForm.LENGTH, header.buffer(), 0, headerLength);
        return apply(TransferForm.LENGTH + headerLength);
    }

    Assembly chunk(final long id, final byte[] payload, final int from, final int to)
    {
        return chunk(id, from, payload.length, payload, from, to - from);
    }

    Assembly chunk(
        final long id, final long offset, final long total, final byte[] source, final int index, final int length)
    {
        TransferForm.stampChunk(message, 0, id, offset, total);
        message.putBytes(TransferForm.LENGTH, source, index, length);
        return apply(TransferForm.LENGTH + length);
    }

    Assembly end(final long id, final long sequence, final long checksum)
    {
        TransferForm.stampEnd(message, 0, sequence, id, checksum);
        return apply(TransferForm.LENGTH);
    }

    Assembly abort(final long id, final int reason, final String text)
    {
        return apply(TransferForm.putAbort(message, 0, id, reason, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Assembly apply(final int length)
    {
        final UnsafeBuffer exact = new UnsafeBuffer(message, 0, length);
        final TransferReader.Kind kind = reader.read(exact, 0, length);
        return TransferReader.Kind.REJECTED == kind ? null : image.apply(kind, reader, exact, 0);
    }

    static long checksum(final byte[] bytes)
    {
        final CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
