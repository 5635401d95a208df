package io.skein.trace;

/**
 * The trace of a received message: one hop for each way from a stage to the next, the last being the one that brought
 * it here, and the spans of all stages. Lives as long as the view it came from, and is empty afterwards. Belongs to the
 * thread that has the view. Reading allocates nothing, but for names of spans that were not read before.
 * <p>
 * Times are of the monotonic clock of a host, in nanoseconds, and comparable only if {@link #publisherHost} and
 * {@link #receiverHost} say the same: {@link ClockOffsets} estimates the rest. A trace is what other processes say:
 * its lengths are checked, its times may be anything.
 */
public interface TraceView
{
    /**
     * A time that is not known.
     */
    long NO_TIME = Long.MIN_VALUE;
    /**
     * A host that is not known.
     */
    long UNKNOWN_HOST = 0;

    /**
     * @return hops, 0 when the message has no trace.
     */
    int hopCount();

    /**
     * @return random, and the same in all stages; 0 when the message has no trace.
     */
    long traceId();

    /**
     * @param hop from 0.
     * @return which clock {@link Stamp#PUBLISHED} and {@link Stamp#IN_LOG} are of: random per boot of a host.
     * @throws IndexOutOfBoundsException when there is no such hop.
     */
    long publisherHost(int hop);

    /**
     * @param hop from 0.
     * @return which clock the other stamps are of; {@link #UNKNOWN_HOST} where the hops after this one were left out.
     * @throws IndexOutOfBoundsException when there is no such hop.
     */
    long receiverHost(int hop);

    /**
     * @param hop   from 0.
     * @param stamp of the hop.
     * @return nanoseconds, or {@link #NO_TIME}.
     * @throws IndexOutOfBoundsException when there is no such hop.
     */
    long timeNs(int hop, Stamp stamp);

    /**
     * @return hops that are missing in front of the last one, as a stage had no room for them.
     */
    int lostHops();

    /**
     * @return spans of all stages, this one included.
     */
    int spanCount();

    /**
     * @param index of the span, from 0.
     * @return the hop whose subscriber did it.
     * @throws IndexOutOfBoundsException when there is no such span.
     */
    int spanHop(int index);

    /**
     * @param index of the span, from 0.
     * @return what it was called.
     * @throws IndexOutOfBoundsException when there is no such span.
     */
    String spanName(int index);

    /**
     * @param index of the span, from 0.
     * @return when it began, by the clock of {@link #receiverHost} of its hop.
     * @throws IndexOutOfBoundsException when there is no such span.
     */
    long spanStartNs(int index);

    /**
     * @param index of the span, from 0.
     * @return when it ended, or {@link #NO_TIME} when it had not when the message was forwarded, or has not yet.
     * @throws IndexOutOfBoundsException when there is no such span.
     */
    long spanEndNs(int index);

    /**
     * @return spans that are missing, as a stage had no room for them.
     */
    int lostSpans();

    /**
     * Begin a span of this stage, now. It goes on with the message's trace, and is seen here as well. On a topic
     * without trace, or when there is no room for more, nothing is noted. Allocates nothing.
     * <pre>{@code
     * try (TraceSpan span = view.trace().span(BLUR))
     * {
     *     blur(view.buffer());
     * }
     * }</pre>
     *
     * @param name of the span.
     * @return what ends it; an object that is used again for other messages.
     */
    TraceSpan span(SpanName name);
}
