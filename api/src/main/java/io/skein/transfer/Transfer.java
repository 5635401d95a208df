package io.skein.transfer;

/**
 * A payload on its way into the log, slice by slice, from {@code transfer(...)} of a publisher. Nothing happens but in
 * {@link #advance()}, which never blocks and goes on where it stopped; between two calls other messages, and other
 * transfers, can be published. Subscribers get the message when the last slice has arrived, and it has its number in
 * that order.
 * <pre>{@code
 * try (Transfer transfer = publisher.transfer(payload))
 * {
 *     while (!transfer.isDone())
 *     {
 *         idle.idle(Outcome.UNFINISHED == transfer.advance() ? 1 : 0);
 *     }
 * }
 * }</pre>
 * The payload belongs to the transfer and is closed by it, exactly once: when the last slice is in the log, when the
 * transfer is cancelled, fails or is closed, or when its publisher is.
 * <p>
 * Belongs to one thread at a time, which for an exclusive publisher is the publisher's. {@link #sentBytes()} and
 * {@link #isDone()} may be asked from any thread.
 */
public interface Transfer extends AutoCloseable
{
    /**
     * Put slices into the log, as many as fit, up to a limit of some ten KiB that lets others have their turn.
     *
     * @return the position behind the message when it is complete;
     * {@link io.skein.Outcome#UNFINISHED} when there is more to do at once;
     * {@link io.skein.Outcome#PACED} when the rate allows no more now;
     * {@link io.skein.Outcome#UNANSWERED} while subscribers have yet to answer, if it has a content id;
     * or a refusal, after which it can be called again unless {@link #isDone()}.
     * @throws IllegalStateException when the payload was closed by somebody else; the transfer has been cancelled.
     */
    long advance();

    /**
     * @return bytes of payload that are in the log. Begins anew when the log does, because the driver came back or
     * because every subscriber had gone.
     */
    long sentBytes();

    /**
     * @return bytes of {@link #sentBytes()} that were passed over, because every subscriber has them. From any thread.
     */
    long skippedBytes();

    /**
     * @return bytes of payload in all.
     */
    long length();

    /**
     * @return whether it is complete, cancelled or failed: its payload is closed.
     */
    boolean isDone();

    /**
     * @return the position behind the message when it is complete; {@link io.skein.Outcome#UNFINISHED} until it is
     * done; {@link io.skein.Outcome#CANCELLED}, {@link io.skein.Outcome#CLOSED} or
     * {@link io.skein.Outcome#REFUSED} when it has ended before.
     */
    long outcome();

    /**
     * @return why the last subscriber refuses it, or null while that is not the outcome.
     */
    TransferException refusal();

    /**
     * Give up, and tell the subscribers: at once, or as soon as the log has room for it, whether or not anything else
     * is published then. Never blocks. Does nothing when it is done.
     *
     * @param reason for people, at most 256 bytes of it in UTF-8 travel.
     */
    void cancel(String reason);

    /**
     * {@link #cancel} unless done.
     */
    @Override
    void close();
}
