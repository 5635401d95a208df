package io.skein.perf.soak;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.topic.Topic;

/**
 * Publishes what it receives onward, where it lies; drops it when nobody takes it at once.
 */
final class SoakForwarder extends SoakMember
{
    private final MessageSubscriber subscriber;
    private final MessagePublisher publisher;
    private final FrameChecker checker;
    private final FrameTally tally = new FrameTally();
    private boolean isCalm;

    /**
     * @param skein  of the process.
     * @param length of frames.
     */
    SoakForwarder(final Skein skein, final int length)
    {
        subscriber = skein.addMessageSubscriber(Topic.message(BLOCKING), 0);
        publisher = skein.addMessagePublisher(Topic.message(ONWARD), Sharing.EXCLUSIVE);
        checker = new FrameChecker(BLOCKING, false, length);
    }

    @Override
    void on(final String command)
    {
        isCalm = CALM.equals(command);
    }

    @Override
    int work()
    {
        final int count = subscriber.poll(this::onFrame, 1);
        if (0 == count && isCalm)
        {
            isCalm = false;
            say(AT, CALM);
        }
        return count;
    }

    private void onFrame(final MessageView view)
    {
        tally.look(view, checker);
        publisher.forward(view);
    }

    @Override
    Findings findings()
    {
        return tally.findings(publisher.stats().forwarded(), subscriber.stats());
    }
}
