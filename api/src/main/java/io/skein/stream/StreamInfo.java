package io.skein.stream;

/**
 * Where one end of a byte stream stands. A reader knows of what was written only as far as it has looked into the log.
 *
 * @param bufferedBytes    written and not read, as far as this end knows.
 * @param maxBufferedBytes the most that may be; 0 at a reader that no writer has accepted yet.
 * @param writtenBytes     since the stream began.
 * @param readBytes        since the stream began.
 * @param isClosed         whether this end is closed, or the stream ended or failed.
 */
public record StreamInfo(
    long bufferedBytes, long maxBufferedBytes, long writtenBytes, long readBytes, boolean isClosed)
{
}
