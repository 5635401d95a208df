package io.skein.examples.pingpong;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.examples.pace.Deadline;
import io.skein.message.PublisherStats;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.tool.StopSignal;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.time.Duration;

/**
 * The other side: sends back what it receives, until ping has gone. Belongs to one thread.
 * <p>
 * The way back is opened when the first tensor arrives, because only then its size is known.
 */
final class Pong implements AutoCloseable
{
    private static final int FRAGMENTS = 10;
    private static final PublisherStats NOTHING = new PublisherStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final Skein skein;
    private final Routes routes;
    private final Duration wait;
    private final StopSignal stop;
    private final Deadline deadline;
    private final TensorSubscriber requests;
    private volatile boolean isStopped;
    private TensorPublisher replies;
    private TensorSender sender;
    private TensorType firstType;
    private byte[] first;
    private RuntimeException failure;

    /**
     * Subscribe.
     *
     * @param skein  connection.
     * @param routes channels.
     * @param wait   longest wait for the other side.
     * @param stop   ends everything.
     */
    Pong(final Skein skein, final Routes routes, final Duration wait, final StopSignal stop)
    {
        this.skein = skein;
        this.routes = routes;
        this.wait = wait;
        this.stop = stop;
        deadline = new Deadline(skein.newIdleStrategy(), stop::isRaised, wait, PingPlan.HINT);
        requests = skein.addTensorSubscriber(routes.ping(null), 0);
    }

    /**
     * Serve one ping, from when it comes until it has gone or was silent for too long.
     */
    void serve()
    {
        requests.awaitConnected(wait);
        while (!stop.isRaised() && !isStopped)
        {
            // One at a time until the way back is there: only one can be kept.
            final int fragments = requests.poll(this::onTensor, null == sender ? 1 : FRAGMENTS);
            if (null != failure)
            {
                throw failure;
            }
            if (null != first)
            {
                answerFirst();
            }
            if (fragments > 0)
            {
                deadline.progress();
            }
            else if (deadline.idle())
            {
                if (!requests.isConnected() || deadline.isOver())
                {
                    return;
                }
            }
        }
    }

    /**
     * Serve no longer. From any thread.
     */
    void stop()
    {
        isStopped = true;
    }

    /**
     * @return what was sent back.
     */
    PublisherStats stats()
    {
        return null == replies ? NOTHING : replies.stats();
    }

    @Override
    public void close()
    {
        requests.close();
        if (null != replies)
        {
            replies.close();
        }
    }

    private void onTensor(final TensorView view)
    {
        if (null == sender)
        {
            first = view.toByteArray();
            firstType = view.type();
            return;
        }
        try
        {
            send(view.type(), view.buffer(), view.length());
        }
        catch (final RuntimeException ex)
        {
            // What a handler throws goes to the error handler, and polling goes on. Here it shall end.
            failure = ex;
        }
    }

    private void answerFirst()
    {
        final byte[] bytes = first;
        first = null;
        replies = skein.addTensorPublisher(routes.pong(firstType), Sharing.EXCLUSIVE);
        replies.awaitConnected(wait);
        sender = new TensorSender(replies);
        send(firstType, new UnsafeBuffer(bytes), bytes.length);
    }

    private void send(final TensorType type, final DirectBuffer buffer, final int length)
    {
        while (sender.trySend(type, buffer, 0, length) <= 0)
        {
            if (deadline.idle())
            {
                deadline.check("ping to read its replies");
            }
        }
        deadline.progress();
    }
}
