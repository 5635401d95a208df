package io.skein.examples.market;

/**
 * Which stages run in this process.
 */
enum Role
{
    ALL,
    FEED,
    BOOK,
    STRATEGY;

    boolean isOf(final Role stage)
    {
        return ALL == this || stage == this;
    }
}
