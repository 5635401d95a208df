package io.skein.examples.market;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BookTest
{
    private final Book book = new Book();

    @Test
    void shouldHaveNoBestPriceWhenItIsEmpty()
    {
        assertBest(Book.NONE, 0, Book.NONE, 0);
        assertFalse(book.bid(5, 0));
        assertFalse(book.ask(5, 0));
        assertBest(Book.NONE, 0, Book.NONE, 0);
    }

    @Test
    void shouldTellWhenTheBestPriceOrItsQuantityChanges()
    {
        assertTrue(book.bid(10, 3));
        assertTrue(book.ask(12, 4));
        assertFalse(book.bid(9, 7));
        assertFalse(book.ask(13, 7));
        assertFalse(book.bid(10, 3), "nothing is new");
        assertTrue(book.bid(10, 2));
        assertTrue(book.bid(11, 1));
        assertTrue(book.ask(12, 0));
        assertBest(11, 1, 13, 7);
        assertTrue(book.bid(11, 0));
        assertBest(10, 2, 13, 7);
    }

    @Test
    void shouldTakeTheFirstAndTheLastPrice()
    {
        book.bid(0, 1);
        book.ask(Book.PRICES - 1, 1);
        assertBest(0, 1, Book.PRICES - 1, 1);
        book.bid(0, 0);
        book.ask(Book.PRICES - 1, 0);
        assertBest(Book.NONE, 0, Book.NONE, 0);
    }

    @Test
    void shouldAgreeWithASearchWhateverComes()
    {
        final SplittableRandom random = new SplittableRandom(3);
        final int[] bids = new int[Book.PRICES];
        final int[] asks = new int[Book.PRICES];
        for (int i = 0; i < 20_000; i++)
        {
            final int price = random.nextInt(40);
            final int quantity = Math.max(0, random.nextInt(6) - 3);
            if (random.nextBoolean())
            {
                book.bid(price, quantity);
                bids[price] = quantity;
            }
            else
            {
                book.ask(price, quantity);
                asks[price] = quantity;
            }
            int bestBid = Book.PRICES - 1;
            while (bestBid >= 0 && 0 == bids[bestBid])
            {
                --bestBid;
            }
            int bestAsk = 0;
            while (bestAsk < Book.PRICES && 0 == asks[bestAsk])
            {
                ++bestAsk;
            }
            assertBest(bestBid, bestBid < 0 ? 0 : bids[bestBid],
                bestAsk < Book.PRICES ? bestAsk : Book.NONE, bestAsk < Book.PRICES ? asks[bestAsk] : 0);
        }
    }

    private void assertBest(final int bid, final int bidQuantity, final int ask, final int askQuantity)
    {
        assertEquals(bid, book.bestBid());
        assertEquals(bidQuantity, book.bidQuantity());
        assertEquals(ask, book.bestAsk());
        assertEquals(askQuantity, book.askQuantity());
    }
}
