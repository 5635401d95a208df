package io.skein.examples.market;

import io.skein.topic.BackPressure;
import io.skein.topic.Topic;

import java.time.Duration;

/**
 * What every stage must know.
 *
 * @param quotes        that count; 1 or more.
 * @param warmup        quotes before these; 0 or more.
 * @param ratePerSecond of the schedule; more than 0.
 * @param instruments   1 or more.
 * @param patience      longest wait for the next stage.
 */
record MarketPlan(long quotes, long warmup, double ratePerSecond, int instruments, Duration patience)
{
    /**
     * The feed waits for the book builder, for up to a second, and fails then.
     */
    static final Topic QUOTES = Topic.raw("market/quotes").stream(6_001);

    /**
     * The book builder waits for nobody: the next best price makes up for one that was dropped.
     */
    static final Topic TOPS = Topic.raw("market/book").stream(6_002).backPressure(BackPressure.drop());
}
