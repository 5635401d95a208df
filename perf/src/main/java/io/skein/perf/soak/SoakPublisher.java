package io.skein.perf.soak;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.topic.Topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * Writes frames into slots, about a thousand a second.
 */
final class SoakPublisher extends SoakMember
{
    private static final int ABORT_ONE_IN = 50;
    private static final long PARK_NS = 700_000;
    private static final long LEND_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    private final Random random;
    private final MessagePublisher publisher;
    private final Claim claim;
    private final CRC32C crc = new CRC32C();
    private final int length;
    private final long id;
    private String state = GO;
    private long number;
    private long published;

    /**
     * @param skein of the process.
     * @param topic with a pool.
     * @param id    that no publisher had before.
     */
    SoakPublisher(final Skein skein, final Topic topic, final long id)
    {
        this.id = id;
        random = new Random(id);
        publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
        claim = publisher.newClaim();
        length = (int)topic.pool().slotSize();
    }

    @Override
    void on(final String command)
    {
        state = command;
        if (CALM.equals(command))
        {
            say(AT, CALM);
        }
        else if (LEND.equals(command))
        {
            say(LENT, Integer.toString(lend()));
        }
    }

    @Override
    int work()
    {
        if (CALM.equals(state) || LEND.equals(state))
        {
            return 0;
        }
        if (publisher.tryClaim(length, SoakFrame.ATTACHMENT_LENGTH, claim) <= 0)
        {
            return 0;
        }
        final boolean isComplete = GO.equals(state);
        final int end = isComplete || "written".equals(state) ? length : "writing".equals(state) ? length / 2 : 0;
        if (end > 0)
        {
            SoakFrame.write(claim.data(), 0, end, id, number);
            claim.attachment().putLong(0, SoakFrame.checksum(crc, claim.byteBuffer()));
        }
        if (!isComplete)
        {
            stay(state);
        }
        finish();
        LockSupport.parkNanos(PARK_NS);
        return 1;
    }

    private void finish()
    {
        if (0 == random.nextInt(ABORT_ONE_IN))
        {
            claim.abort();
        }
        else if (claim.commit() > 0)
        {
            ++number;
            ++published;
        }
    }

    /**
     * @return how many slots can be lent at the same time, when all is calm.
     */
    private int lend()
    {
        final int slots = publisher.topic().pool().slotCount();
        final long startNs = System.nanoTime();
        int most = 0;
        while (most < slots && System.nanoTime() - startNs < LEND_TIMEOUT_NS)
        {
            most = Math.max(most, lendOnce(slots));
            LockSupport.parkNanos(PARK_NS);
        }
        return most;
    }

    private int lendOnce(final int slots)
    {
        final List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < slots; i++)
        {
            final Claim each = publisher.newClaim();
            if (publisher.tryClaim(length, SoakFrame.ATTACHMENT_LENGTH, each) <= 0)
            {
                break;
            }
            claims.add(each);
        }
        claims.forEach(Claim::abort);
        return claims.size();
    }

    @Override
    Findings findings()
    {
        return new Findings(published, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
