package io.skein.examples.market;

/**
 * Quantities by price, and the best of them. Prices are ticks from 0 to {@value #PRICES} - 1. Belongs to one thread;
 * allocates nothing.
 */
final class Book
{
    static final int PRICES = 1_024;
    /**
     * Price of a side on which there is nothing.
     */
    static final int NONE = -1;

    private final int[] bids = new int[PRICES];
    private final int[] asks = new int[PRICES];
    private int bestBid = NONE;
    private int bestAsk = NONE;

    /**
     * @param price    0 to {@value #PRICES} - 1.
     * @param quantity 0 or more.
     * @return whether the best bid changed, or its quantity.
     */
    boolean bid(final int price, final int quantity)
    {
        final int before = bestBid;
        final int quantityBefore = bidQuantity();
        bids[price] = quantity;
        if (quantity > 0)
        {
            bestBid = Math.max(bestBid, price);
        }
        else if (price == bestBid)
        {
            while (bestBid >= 0 && 0 == bids[bestBid])
            {
                --bestBid;
            }
        }
        return before != bestBid || quantityBefore != bidQuantity();
    }

    /**
     * @param price    0 to {@value #PRICES} - 1.
     * @param quantity 0 or more.
     * @return whether the best ask changed, or its quantity.
     */
    boolean ask(final int price, final int quantity)
    {
        final int before = bestAsk;
        final int quantityBefore = askQuantity();
        asks[price] = quantity;
        if (quantity > 0)
        {
            bestAsk = NONE == bestAsk ? price : Math.min(bestAsk, price);
        }
        else if (price == bestAsk)
        {
            while (bestAsk < PRICES && 0 == asks[bestAsk])
            {
                ++bestAsk;
            }
            bestAsk = PRICES == bestAsk ? NONE : bestAsk;
        }
        return before != bestAsk || quantityBefore != askQuantity();
    }

    int bestBid()
    {
        return bestBid;
    }

    int bidQuantity()
    {
        return NONE == bestBid ? 0 : bids[bestBid];
    }

    int bestAsk()
    {
        return bestAsk;
    }

    int askQuantity()
    {
        return NONE == bestAsk ? 0 : asks[bestAsk];
    }
}
