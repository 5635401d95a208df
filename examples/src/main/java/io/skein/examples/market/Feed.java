package io.skein.examples.market;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.examples.market.sbe.MessageHeaderEncoder;
import io.skein.examples.market.sbe.QuoteEncoder;
import io.skein.examples.market.sbe.Side;
import io.skein.examples.pace.Schedule;
import io.skein.message.Claim;
import io.skein.message.RawPublisher;
import io.skein.tool.Units;
import org.agrona.concurrent.IdleStrategy;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Publishes quotes by schedule: each leaves when it is due, or as soon after that as it can, and says when that was.
 */
final class Feed extends Stage
{
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEncoder.BLOCK_LENGTH;
    private static final int MIDDLE = Book.PRICES / 2;
    private static final int DEPTH = 16;
    private static final int MAX_QUANTITY = 100;
    private static final double RATE_TOLERANCE = 0.99;
    private static final double NS_PER_SECOND = 1e9;

    private final MarketPlan plan;
    private final BooleanSupplier isStopped;
    private final RawPublisher quotes;
    private final IdleStrategy idle;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final SplittableRandom random = new SplittableRandom(7);
    private long sent;
    private double sentPerSecond;

    Feed(final Skein skein, final MarketPlan plan, final BooleanSupplier isStopped)
    {
        super("feed", plan.warmup());
        this.plan = plan;
        this.isStopped = isStopped;
        quotes = skein.addRawPublisher(MarketPlan.QUOTES, Sharing.EXCLUSIVE);
        idle = skein.newIdleStrategy();
    }

    @Override
    public void run()
    {
        quotes.awaitConnected(plan.patience());
        final long startNs = System.nanoTime();
        final Schedule schedule = Schedule.of(0, startNs, plan.ratePerSecond());
        final long total = plan.warmup() + plan.quotes();
        while (sent < total && !isStopped.getAsBoolean())
        {
            final long dueNs = schedule.dueNs(sent);
            if (System.nanoTime() - dueNs < 0)
            {
                idle.idle();
            }
            else
            {
                idle.reset();
                publish(sent, dueNs);
                ++sent;
            }
        }
        sentPerSecond = sent * NS_PER_SECOND / (System.nanoTime() - startNs);
        quotes.close();
    }

    private void publish(final long sequence, final long dueNs)
    {
        final boolean isBid = random.nextBoolean();
        final int distance = 1 + random.nextInt(DEPTH);
        final Claim claim = quotes.claim(LENGTH);
        quote.wrapAndApplyHeader(claim.data(), 0, header)
            .sequence(sequence)
            .due(dueNs)
            .instrument((int)(sequence % plan.instruments()))
            .price(isBid ? MIDDLE - distance : MIDDLE + distance)
            .quantity(Math.max(0, random.nextInt(MAX_QUANTITY) - MAX_QUANTITY / 4))
            .side(isBid ? Side.BID : Side.ASK);
        claim.commit();
    }

    long sent()
    {
        return sent;
    }

    double sentPerSecond()
    {
        return sentPerSecond;
    }

    /**
     * The first quotes of a short run may be late, as nothing is compiled yet; the rate is of all of them.
     */
    boolean isRateMissed()
    {
        return sentPerSecond < RATE_TOLERANCE * plan.ratePerSecond() && sent > plan.ratePerSecond();
    }

    @Override
    String summary()
    {
        return Units.count(sent) + " quotes at " + Units.rate(sentPerSecond);
    }
}
