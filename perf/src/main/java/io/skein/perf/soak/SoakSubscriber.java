package io.skein.perf.soak;

import io.skein.Outcome;
import io.skein.Skein;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.topic.Topic;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * Receives all topics; looks at frames for a while now and then, retains some, and goes where it is told to be killed.
 */
final class SoakSubscriber extends SoakMember
{
    private static final int LOOK_LONGER_ONE_IN = 100;
    private static final int LOOKS = 20;
    private static final int RETAIN_ONE_IN = 20;
    private static final int MAX_RETAINED = 2;
    private static final int LIMIT = 2;

    private final Random random;
    private final List<Source> sources;
    private final FrameTally tally = new FrameTally();
    private final Queue<Kept> kept = new ArrayDeque<>();
    private String state = GO;
    private boolean isHolding;

    /**
     * @param skein  of the process.
     * @param length of frames.
     * @param id     of the process.
     */
    SoakSubscriber(final Skein skein, final int length, final long id)
    {
        random = new Random(id);
        sources = List.of(BLOCKING, OVERWRITING, ONWARD).stream().map((topic) -> new Source(
            skein.addMessageSubscriber(Topic.message(topic), 0),
            new FrameChecker(topic, ONWARD.equals(topic), length))).toList();
    }

    @Override
    void on(final String command)
    {
        state = command;
        if ("idle".equals(command))
        {
            say(AT, command);
        }
        else
        {
            releaseDownTo(0);
        }
    }

    @Override
    int work()
    {
        int count = 0;
        if (!"idle".equals(state))
        {
            for (final Source source : sources)
            {
                count += source.subscriber.poll((view) -> onFrame(view, source), LIMIT);
            }
            if ("retain".equals(state))
            {
                kept.forEach(this::lookAgain);
            }
        }
        if (0 == count && CALM.equals(state))
        {
            state = "";
            say(AT, CALM);
        }
        return count;
    }

    private void onFrame(final MessageView view, final Source source)
    {
        tally.look(view, source.checker);
        if ("hold".equals(state) && !isHolding)
        {
            hold(view, source);
        }
        else if ("retain".equals(state))
        {
            retain(view, source);
        }
        else if (GO.equals(state))
        {
            wander(view, source);
        }
    }

    private void hold(final MessageView view, final Source source)
    {
        isHolding = true;
        say(AT, "hold");
        while (null == nextCommand())
        {
            tally.lookAgain(view, source.checker);
            report(false);
            Thread.yield();
        }
        isHolding = false;
        state = GO;
    }

    private void retain(final MessageView view, final Source source)
    {
        if (kept.size() < MAX_RETAINED)
        {
            keep(view, source);
            if (kept.size() == MAX_RETAINED)
            {
                say(AT, "retain");
            }
        }
    }

    private void wander(final MessageView view, final Source source)
    {
        if (0 == random.nextInt(LOOK_LONGER_ONE_IN))
        {
            for (int i = 0; i < LOOKS; i++)
            {
                tally.lookAgain(view, source.checker);
            }
        }
        if (0 == random.nextInt(RETAIN_ONE_IN))
        {
            keep(view, source);
            releaseDownTo(random.nextInt(MAX_RETAINED + 1));
        }
    }

    private void keep(final MessageView view, final Source source)
    {
        final RetainedMessage target = source.subscriber.newRetained();
        if (Outcome.LAPPED != view.retain(target))
        {
            kept.add(new Kept(target, source.checker));
        }
    }

    private void releaseDownTo(final int count)
    {
        while (kept.size() > count)
        {
            final Kept oldest = kept.remove();
            lookAgain(oldest);
            oldest.message.release();
        }
    }

    private void lookAgain(final Kept one)
    {
        if (!tally.lookAgain(one.message, one.checker))
        {
            tally.countBroken();
        }
    }

    @Override
    Findings findings()
    {
        return tally.findings(0, sources.get(0).subscriber.stats(), sources.get(1).subscriber.stats(),
            sources.get(2).subscriber.stats());
    }

    private record Source(MessageSubscriber subscriber, FrameChecker checker)
    {
    }

    private record Kept(RetainedMessage message, FrameChecker checker)
    {
    }
}
