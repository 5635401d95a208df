package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.topic.Topic;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Child process: claims in the log up to a certain point, says so with a line {@code AT}, and stays there.
 */
final class ClaimMain
{
    /**
     * Committed before that point.
     */
    static final int MESSAGES = 100;
    static final int LENGTH = 64;
    /**
     * With step {@code several}, each with a claim open.
     */
    static final int PUBLISHERS = 5;

    private ClaimMain()
    {
    }

    public static void main(final String[] arguments)
    {
        final Topic topic = Topic.message(arguments[1]).channel(arguments[2]);
        try (Skein skein = Skein.connect(Connection.to(arguments[0]), Events.PATIENT);
            MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            begin(publisher);
            if ("several".equals(arguments[3]))
            {
                for (int i = 1; i < PUBLISHERS; i++)
                {
                    final MessagePublisher other = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
                    begin(other);
                    claim(other, MESSAGES);
                }
            }
            goTo(publisher, arguments[3]);
            System.out.println("AT " + arguments[3]);
            for (;;)
            {
                LockSupport.park();
            }
        }
    }

    private static void begin(final MessagePublisher publisher)
    {
        publisher.awaitConnected(Duration.ofSeconds(60));
        for (int i = 0; i < MESSAGES; i++)
        {
            claim(publisher, i).commit();
        }
    }

    private static void goTo(final MessagePublisher publisher, final String step)
    {
        switch (step)
        {
            case "committed" ->
            {
            }
            case "claimed", "several" -> claim(publisher, MESSAGES);
            case "behind" ->
            {
                claim(publisher, MESSAGES);
                claim(publisher, MESSAGES + 1).commit();
            }
            case "aborted" ->
            {
                claim(publisher, MESSAGES).abort();
                claim(publisher, MESSAGES);
            }
            default -> throw new IllegalArgumentException(step);
        }
    }

    static Claim claim(final MessagePublisher publisher, final long number)
    {
        final Claim claim = publisher.newClaim();
        Await.until("a claim", () -> publisher.tryClaim(LENGTH, claim) > 0);
        Pattern.fill(claim.data(), LENGTH, number);
        return claim;
    }
}
