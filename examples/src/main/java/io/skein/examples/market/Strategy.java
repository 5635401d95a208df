package io.skein.examples.market;

import io.skein.Skein;
import io.skein.examples.market.sbe.MessageHeaderDecoder;
import io.skein.examples.market.sbe.TopOfBookDecoder;
import io.skein.message.RawHandler;
import io.skein.message.RawSubscriber;
import io.skein.message.View;
import io.skein.tool.Units;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.BooleanSupplier;

/**
 * Decides by the best prices: put your own in {@link #decide}. Ends when the book builder has.
 */
final class Strategy extends Stage
{
    private static final int FRAGMENTS = 16;
    private static final int IMBALANCE = 3;

    private final BooleanSupplier isStopped;
    private final RawSubscriber tops;
    private final IdleStrategy idle;
    private final RawHandler handler = this::onTop;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TopOfBookDecoder top = new TopOfBookDecoder();
    private long received;
    private long rejected;
    private long buys;
    private long sells;

    Strategy(final Skein skein, final MarketPlan plan, final BooleanSupplier isStopped)
    {
        super("quote to strategy", plan.warmup());
        this.isStopped = isStopped;
        tops = skein.addRawSubscriber(MarketPlan.TOPS, 0);
        idle = skein.newIdleStrategy();
    }

    @Override
    public void run()
    {
        boolean isOver = false;
        while (!isOver && !isStopped.getAsBoolean())
        {
            final boolean isBuilderGone = received > 0 && !tops.isConnected();
            final int fragments = tops.poll(handler, FRAGMENTS);
            idle.idle(fragments);
            isOver = isBuilderGone && 0 == fragments;
        }
    }

    private void onTop(final View view)
    {
        if (!Schema.isMessage(view, header, TopOfBookDecoder.TEMPLATE_ID, TopOfBookDecoder.BLOCK_LENGTH))
        {
            ++rejected;
            return;
        }
        top.wrapAndApplyHeader(view.buffer(), 0, header);
        ++received;
        if (Book.NONE != top.bidPrice() && Book.NONE != top.askPrice())
        {
            decide(top.bidQuantity(), top.askQuantity());
        }
        record(top.sequence(), top.due());
    }

    /**
     * Go with the side that has much more to offer.
     */
    private void decide(final int bidQuantity, final int askQuantity)
    {
        if (bidQuantity > IMBALANCE * askQuantity)
        {
            ++buys;
        }
        else if (askQuantity > IMBALANCE * bidQuantity)
        {
            ++sells;
        }
    }

    long received()
    {
        return received;
    }

    @Override
    long faults()
    {
        return rejected;
    }

    @Override
    String summary()
    {
        return Units.count(received) + " best prices, " + Units.count(buys) + " buys, " + Units.count(sells) +
            " sells; " + Units.count(rejected) + " rejected";
    }
}
