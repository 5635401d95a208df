package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Child process: claims messages that no frame holds, and commits them one after the other, or stays with the last one
 * open.
 */
final class LargeClaimMain
{
    /**
     * More than two thousand slices.
     */
    static final int LENGTH = 3 << 20;
    static final int ATTACHMENT = 11;
    static final String COMMITTED = "committed";
    static final String OPEN = "open";

    private LargeClaimMain()
    {
    }

    static Topic topic(final String channel)
    {
        return Topic.message("claims").channel(channel).backPressure(BackPressure.block(Duration.ofSeconds(60)));
    }

    public static void main(final String[] arguments)
    {
        try (Skein skein = Skein.connect(Connection.to(arguments[0]), Events.PATIENT);
            MessagePublisher publisher = skein.addMessagePublisher(topic(arguments[1]), Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(60));
            final int count = Integer.parseInt(arguments[3]);
            for (int i = 0; i < count; i++)
            {
                final Claim claim = publisher.newClaim();
                Await.until("a claim", () -> publisher.tryClaim(LENGTH, ATTACHMENT, claim) > 0);
                Pattern.fill(claim.data(), LENGTH, i);
                Pattern.fill(claim.attachment(), ATTACHMENT, i);
                if (OPEN.equals(arguments[2]) && count - 1 == i)
                {
                    stay();
                }
                System.out.println("COMMITTING " + i);
                System.out.println("COMMITTED " + i + " at " + claim.commit());
            }
        }
    }

    private static void stay()
    {
        System.out.println("OPEN");
        for (;;)
        {
            LockSupport.park();
        }
    }
}
