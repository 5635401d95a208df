package io.skein.topic;

import io.skein.ConfigurationException;
import io.skein.topic.PoolOptions.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PoolOptionsTest
{
    private static final PoolOptions OPTIONS = PoolOptions.of(8, 32 << 20);

    @Test
    void shouldBlockAndLeavePagesAloneWhenNothingIsSaid()
    {
        assertEquals(new PoolOptions(8, 32 << 20, Policy.BLOCK, PoolOptions.DEFAULT_THRESHOLD, false), OPTIONS);
    }

    @Test
    void shouldKeepTheRestWhenOnePartIsChanged()
    {
        final PoolOptions all = OPTIONS.policy(Policy.OVERWRITE).threshold(5).preTouch(true);

        assertEquals(new PoolOptions(8, 32 << 20, Policy.OVERWRITE, 5, true), all);
        assertEquals(new PoolOptions(8, 32 << 20, Policy.DROP, 5, true), all.policy(Policy.DROP));
        assertEquals(new PoolOptions(8, 32 << 20, Policy.OVERWRITE, 6, true), all.threshold(6));
        assertEquals(new PoolOptions(8, 32 << 20, Policy.OVERWRITE, 5, false), all.preTouch(false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1023, 1024})
    void shouldAcceptSlotCountWhenInRange(final int slotCount)
    {
        assertEquals(slotCount, PoolOptions.of(slotCount, 64).slotCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
    void shouldRefuseSlotCountWhenOutOfRange(final int slotCount)
    {
        refuse("pool.slots " + slotCount + " is out of range: give 1 to 1024", () -> PoolOptions.of(slotCount, 64));
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 65, 2_147_475_455, 2_147_475_456})
    void shouldAcceptSlotSizeWhenInRange(final long slotSize)
    {
        assertEquals(slotSize, PoolOptions.of(1, slotSize).slotSize());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 63, 2_147_475_457, 1L << 31, Long.MAX_VALUE})
    void shouldRefuseSlotSizeWhenOutOfRange(final long slotSize)
    {
        refuse("pool.slotSize " + slotSize + " is out of range: give 64 to 2147475456",
            () -> PoolOptions.of(1, slotSize));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE})
    void shouldAcceptThresholdWhenInRange(final int threshold)
    {
        assertEquals(threshold, OPTIONS.threshold(threshold).threshold());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1})
    void shouldRefuseThresholdWhenNegative(final int threshold)
    {
        refuse("pool.threshold " + threshold + " is out of range: give 0 to 2147483647",
            () -> OPTIONS.threshold(threshold));
    }

    @Test
    void shouldRefuseWhenPolicyIsMissing()
    {
        assertThrows(NullPointerException.class, () -> OPTIONS.policy(null));
    }

    private static void refuse(final String message, final Supplier<PoolOptions> attempt)
    {
        assertEquals(message, assertThrows(ConfigurationException.class, attempt::get).getMessage());
    }
}
