package io.skein.internal.link;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.internal.bell.Bells;
import io.skein.internal.bell.Doorbell;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.concurrent.status.CountersReader;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The publications of one publisher, one for each channel of its topic, made anew when the driver changes.
 */
public final class PublicationLink extends AbstractLink
{
    private final List<TopicChannel> channels;
    private final int streamId;
    private final long[] registrationIds;
    private final ExclusivePublication[] publications;
    private final Reservation reservation = new Reservation();
    private ExclusivePublication first;
    private Doorbell doorbell = Doorbell.NONE;
    private CountersReader counters;
    private final List<Runnable> whenEnded = new CopyOnWriteArrayList<>();
    private volatile Consumer<CountersReader> whileConnected = (ignore) -> {};
    private volatile BooleanSupplier lastWords = () -> true;
    private int maxPayloadLength;
    private volatile int lastMaxPayloadLength;
    private volatile int maxMessageLength;
    private volatile boolean isConnected;

    PublicationLink(final ClientSupervisor supervisor, final Topic topic, final boolean isShared)
    {
        super(supervisor, "publisher of topic " + topic.name(), isShared);
        channels = topic.channels();
        streamId = topic.streamId();
        registrationIds = new long[channels.size()];
        publications = new ExclusivePublication[channels.size()];
        Arrays.fill(registrationIds, Aeron.NULL_VALUE);
    }

    /**
     * @return the publication of the first channel, with nothing reserved; only within an operation of the gate.
     */
    public ExclusivePublication first()
    {
        reservation.end();
        return first;
    }

    /**
     * @return the session of the first channel; within an operation of the gate, or on the client's thread.
     */
    public int sessionId()
    {
        return first.sessionId();
    }

    /**
     * @param channel index in the topic.
     * @return its publication, with nothing reserved; only within an operation of the gate.
     */
    public ExclusivePublication publication(final int channel)
    {
        reservation.end();
        return publications[channel];
    }

    /**
     * @return room in the log of the first channel; only within an operation of the gate, by one thread at a time.
     */
    public Reservation reservation()
    {
        return reservation;
    }

    /**
     * Something was committed: wake who sleeps on it. One load while nobody does.
     */
    public void published()
    {
        final Doorbell current = doorbell;
        if (current.isAwaited())
        {
            current.ring();
        }
    }

    /**
     * What {@link #whileConnected} does has something to do: it is called every few milliseconds for a while, and not
     * more seldom as when everybody sleeps.
     */
    public void stayAwake()
    {
        supervisor.rest().reset();
    }

    /**
     * @return the driver's counters; only within an operation of the gate.
     */
    public CountersReader counters()
    {
        return counters;
    }

    /**
     * @param action to run once the link is closed and everybody has read what was published, or nobody can; on the
     *               client's thread.
     */
    public void whenEnded(final Runnable action)
    {
        whenEnded.add(action);
    }

    /**
     * @param action to run every few milliseconds, with the driver's counters; on the client's thread.
     */
    public void whileConnected(final Consumer<CountersReader> action)
    {
        whileConnected = whileConnected.andThen(action);
    }

    /**
     * @param words to say once this is closed, while its publications are still open: called on the client's thread,
     *              every few milliseconds, until it returns true, the close timeout is over, or the driver is away.
     */
    public void whenClosing(final BooleanSupplier words)
    {
        lastWords = words;
    }

    @Override
    public boolean hasEnded()
    {
        return null == first || first.isClosed() || lastWords.getAsBoolean();
    }

    /**
     * @return number of channels.
     */
    public int channelCount()
    {
        return publications.length;
    }

    /**
     * @return longest claim in bytes, header included; only within an operation of the gate.
     */
    public int maxPayloadLength()
    {
        return maxPayloadLength;
    }

    /**
     * @return {@link #maxPayloadLength()} of the last driver. From any thread; 0 before the first driver.
     */
    public int lastMaxPayloadLength()
    {
        return lastMaxPayloadLength;
    }

    /**
     * @return longest message in bytes, header included. From any thread; 0 before the first driver.
     */
    public int maxMessageLength()
    {
        return maxMessageLength;
    }

    /**
     * @return whether a channel had a subscriber a moment ago. From any thread.
     */
    public boolean isConnected()
    {
        return isConnected;
    }

    /**
     * The log has come to the last position it can have: start a new one. From any thread.
     */
    public void onExhausted()
    {
        supervisor.run(this::askAgain);
    }

    @Override
    void request(final Aeron client)
    {
        for (int i = 0; i < registrationIds.length; i++)
        {
            registrationIds[i] = client.asyncAddExclusivePublication(channels.get(i).publish(), streamId);
        }
    }

    @Override
    boolean isGranted(final Aeron client)
    {
        boolean isGranted = true;
        for (int i = 0; i < registrationIds.length; i++)
        {
            isGranted &= null != client.getExclusivePublication(registrationIds[i]);
        }
        return isGranted;
    }

    @Override
    void adopt(final Aeron client)
    {
        int payload = Integer.MAX_VALUE;
        int message = Integer.MAX_VALUE;
        for (int i = 0; i < publications.length; i++)
        {
            publications[i] = client.getExclusivePublication(registrationIds[i]);
            payload = Math.min(payload, publications[i].maxPayloadLength());
            message = Math.min(message, publications[i].maxMessageLength());
        }
        first = publications[0];
        counters = client.countersReader();
        doorbell = supervisor.bells().doorbell(streamId);
        announce();
        reservation.begin(first, counters);
        maxPayloadLength = payload;
        lastMaxPayloadLength = payload;
        maxMessageLength = message;
    }

    private void announce()
    {
        for (final ExclusivePublication publication : publications)
        {
            supervisor.bells().announce(Bells.stream(publication.sessionId(), streamId));
        }
    }

    @Override
    void release(final Aeron client)
    {
        reservation.end();
        for (int i = 0; i < publications.length; i++)
        {
            final ExclusivePublication publication = publications[i];
            if (null != publication && !publication.isClosed())
            {
                supervisor.bells().withdraw(Bells.stream(publication.sessionId(), streamId));
                supervisor.drain().add(publication.sessionId(), publication.streamId(), publication.position());
                publication.close();
            }
            else if (Aeron.NULL_VALUE != registrationIds[i])
            {
                client.asyncRemovePublication(registrationIds[i]);
            }
            registrationIds[i] = Aeron.NULL_VALUE;
        }
    }

    @Override
    void forget(final long refusedId)
    {
        for (int i = 0; i < registrationIds.length; i++)
        {
            if (registrationIds[i] == refusedId)
            {
                registrationIds[i] = Aeron.NULL_VALUE;
            }
        }
    }

    /**
     * The publications stay, closed as they are: an operation that outlasted the client is refused by them.
     */
    @Override
    void forget()
    {
        Arrays.fill(registrationIds, Aeron.NULL_VALUE);
        isConnected = false;
    }

    @Override
    void ended()
    {
        whenEnded.forEach((action) -> supervisor.drain().whenRead(streamId, action));
    }

    @Override
    boolean sample()
    {
        whileConnected.accept(counters);
        boolean any = false;
        boolean isWhole = true;
        for (int i = 0; i < publications.length; i++)
        {
            any |= publications[i].isConnected();
            isWhole &= !publications[i].isClosed();
        }
        if (isConnected != any)
        {
            isConnected = any;
        }
        return isWhole;
    }
}
