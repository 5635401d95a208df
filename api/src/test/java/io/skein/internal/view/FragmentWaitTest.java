package io.skein.internal.view;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Who waits for the rest of a message, and for how long.
 */
class FragmentWaitTest
{
    private static final int MTU = 1408;
    private static final int TERM = 1 << 20;
    private static final int WINDOW = 12_000;

    @ParameterizedTest
    @CsvSource({
        "aeron:ipc, 2147483647", "aeron:ipc?term-length=64k, 2147483647",
        "aeron-spy:aeron:udp?endpoint=a:1, 2147483647", "aeron:udp?endpoint=a:1, 0",
        "aeron:udp?endpoint=a:1|rcv-wnd=128k, 98304", "aeron:udp?endpoint=a:1|rcv-wnd=1m, 393216"})
    void shouldKnowWhatComesWithoutTheSubscriberMoving(final String uri, final int expected)
    {
        assertEquals(expected, FragmentWait.window(uri, TERM));
    }

    @Test
    void shouldNotWaitWhenTheWindowIsNotKnown()
    {
        final FragmentWait wait = new FragmentWait(0, MTU);
        assertFalse(wait.isPossible());
        assertFalse(wait.isWorthWhile(0, MTU, 0));
        wait.onMessage(MTU);
        assertFalse(wait.isPossible());
    }

    @Test
    void shouldWaitOnlyAsLongAsAnotherFrameFitsTheWindow()
    {
        final FragmentWait wait = new FragmentWait(WINDOW, MTU);
        assertTrue(wait.isPossible());
        assertTrue(wait.isWorthWhile(0, WINDOW - MTU, 0));
        assertFalse(wait.isWorthWhile(0, WINDOW - MTU + 1, 0));
    }

    @Test
    void shouldNotWaitWhenTheMessageBeforeWasTooLarge()
    {
        final FragmentWait wait = new FragmentWait(WINDOW, MTU);
        wait.onMessage(WINDOW + 1);
        assertFalse(wait.isPossible());
        assertFalse(wait.isWorthWhile(0, MTU, 0));
        wait.onMessage(WINDOW);
        assertTrue(wait.isPossible());
    }

    @Test
    void shouldGiveUpWhenNothingComes()
    {
        final FragmentWait wait = new FragmentWait(Integer.MAX_VALUE, MTU);
        final long startNs = Long.MAX_VALUE - 5;
        final long endNs = startNs + FragmentWait.PATIENCE_NS;
        assertTrue(wait.isWorthWhile(96, MTU, startNs));
        assertTrue(wait.isWorthWhile(96, MTU, endNs - 1));
        assertFalse(wait.isWorthWhile(96, MTU, endNs));
        assertTrue(wait.isWorthWhile(96, 2 * MTU, endNs), "another frame");
        assertTrue(wait.isWorthWhile(96, 2 * MTU, endNs + FragmentWait.PATIENCE_NS - 1));
        assertFalse(wait.isWorthWhile(96, 2 * MTU, endNs + FragmentWait.PATIENCE_NS));
        assertTrue(wait.isWorthWhile(128, 2 * MTU, endNs + FragmentWait.PATIENCE_NS), "another message");
    }
}
