package io.skein.transfer;

import org.agrona.DirectBuffer;

import java.util.List;

/**
 * A payload that arrives in slices, as its subscriber sees it. Belongs to the polling thread, but for the numbers of
 * bytes, which may be read from any thread, a moment late. Valid until the transfer has ended: the object is used again
 * for others.
 */
public interface IncomingTransfer
{
    /**
     * @return which transfer of its publisher's session.
     */
    long id();

    /**
     * @return of the publisher: Aeron's session id.
     */
    int sessionId();

    /**
     * @return bytes of the whole payload, by what its publisher said; not more than the topic's
     * {@code chunk.maxTransfer}.
     */
    long length();

    /**
     * @return what its publisher calls the payload: the same length and id, the same bytes, also after a restart of
     * either process; 0 when it does not say so.
     */
    long contentId();

    /**
     * @return whether the publisher sends a CRC32C of the payload.
     */
    boolean isChecked();

    /**
     * @return bytes that have arrived, duplicates not counted.
     */
    long receivedBytes();

    /**
     * @return bytes from the beginning on of which none is missing.
     */
    long contiguousBytes();

    /**
     * @return when it was published, or {@link Long#MIN_VALUE}.
     */
    long publishTimeNs();

    /**
     * @return what the publisher attached; capacity 0 when nothing. Only within a call from Skein.
     */
    DirectBuffer attachment();

    /**
     * @return what has arrived, in order, no two touching; allocates.
     */
    List<ArrivedRange> arrived();

    /**
     * @return what has yet to arrive, in order; allocates.
     */
    List<ByteRange> missing();

    /**
     * Want no more of it: what arrives later is passed over. From within a call from Skein, or between two polls.
     *
     * @param reason for people.
     */
    void cancel(String reason);
}
