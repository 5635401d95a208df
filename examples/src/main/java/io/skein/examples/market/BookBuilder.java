package io.skein.examples.market;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.examples.market.sbe.MessageHeaderDecoder;
import io.skein.examples.market.sbe.MessageHeaderEncoder;
import io.skein.examples.market.sbe.QuoteDecoder;
import io.skein.examples.market.sbe.Side;
import io.skein.examples.market.sbe.TopOfBookEncoder;
import io.skein.message.Claim;
import io.skein.message.RawHandler;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.message.View;
import io.skein.tool.Units;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.BooleanSupplier;

/**
 * Makes books of quotes, and publishes the best prices of an instrument when they change. Ends when the feed has.
 */
final class BookBuilder extends Stage
{
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TopOfBookEncoder.BLOCK_LENGTH;
    private static final int FRAGMENTS = 16;

    private final BooleanSupplier isStopped;
    private final RawSubscriber quotes;
    private final RawPublisher tops;
    private final Claim claim;
    private final IdleStrategy idle;
    private final RawHandler handler = this::onQuote;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MessageHeaderEncoder topHeader = new MessageHeaderEncoder();
    private final TopOfBookEncoder top = new TopOfBookEncoder();
    private final Book[] books;
    private long expected;
    private long received;
    private long lost;
    private long rejected;
    private long dropped;

    BookBuilder(final Skein skein, final MarketPlan plan, final BooleanSupplier isStopped)
    {
        super("quote to book", plan.warmup());
        this.isStopped = isStopped;
        books = new Book[plan.instruments()];
        for (int i = 0; i < books.length; i++)
        {
            books[i] = new Book();
        }
        quotes = skein.addRawSubscriber(MarketPlan.QUOTES, 0);
        tops = skein.addRawPublisher(MarketPlan.TOPS, Sharing.EXCLUSIVE);
        claim = tops.newClaim();
        idle = skein.newIdleStrategy();
    }

    @Override
    public void run()
    {
        boolean isOver = false;
        while (!isOver && !isStopped.getAsBoolean())
        {
            // Asked before the poll: what a feed that has gone left behind is still read.
            final boolean isFeedGone = received > 0 && !quotes.isConnected();
            final int fragments = quotes.poll(handler, FRAGMENTS);
            idle.idle(fragments);
            isOver = isFeedGone && 0 == fragments;
        }
        tops.close();
    }

    private void onQuote(final View view)
    {
        if (!Schema.isMessage(view, header, QuoteDecoder.TEMPLATE_ID, QuoteDecoder.BLOCK_LENGTH))
        {
            ++rejected;
            return;
        }
        quote.wrapAndApplyHeader(view.buffer(), 0, header);
        final int instrument = quote.instrument();
        final int price = quote.price();
        final int quantity = quote.quantity();
        final Side side = quote.side();
        if (instrument < 0 || instrument >= books.length || price < 0 || price >= Book.PRICES || quantity < 0 ||
            Side.BID != side && Side.ASK != side)
        {
            ++rejected;
            return;
        }
        final long sequence = quote.sequence();
        lost += received > 0 ? Math.max(0, sequence - expected) : 0;
        expected = sequence + 1;
        ++received;
        final Book book = books[instrument];
        if (Side.BID == side ? book.bid(price, quantity) : book.ask(price, quantity))
        {
            publish(instrument, book);
        }
        record(sequence, quote.due());
    }

    private void publish(final int instrument, final Book book)
    {
        if (tops.tryClaim(LENGTH, claim) <= 0)
        {
            ++dropped;
            return;
        }
        top.wrapAndApplyHeader(claim.data(), 0, topHeader)
            .sequence(quote.sequence())
            .due(quote.due())
            .instrument(instrument)
            .bidPrice(book.bestBid())
            .bidQuantity(book.bidQuantity())
            .askPrice(book.bestAsk())
            .askQuantity(book.askQuantity());
        claim.commit();
    }

    long received()
    {
        return received;
    }

    @Override
    long faults()
    {
        return lost + rejected;
    }

    @Override
    String summary()
    {
        return Units.count(received) + " quotes, " + Units.count(tops.stats().claimed()) + " best prices, " +
            Units.count(dropped) + " dropped; " + Units.count(lost) + " quotes lost, " + Units.count(rejected) +
            " rejected";
    }
}
