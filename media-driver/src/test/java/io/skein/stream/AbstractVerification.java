package io.skein.stream;

import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeClass;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of Reactive Streams, by their own test kit: all with one driver, as starting it is what would take long.
 *
 * @param <T> what is published.
 */
abstract class AbstractVerification<T> extends FlowPublisherVerification<T>
{
    private static final long TIMEOUT_MS = 1_000;
    private static final long QUIET_MS = 30;
    private static final long MOST_ELEMENTS = 1_000;

    private final List<AutoCloseable> ends = new ArrayList<>();
    private Bed bed;

    AbstractVerification()
    {
        super(new TestEnvironment(TIMEOUT_MS, QUIET_MS), TIMEOUT_MS);
    }

    final Bed bed()
    {
        return bed;
    }

    /**
     * @param end to close after the rule.
     * @param <E> of it.
     * @return the same.
     */
    final <E extends AutoCloseable> E closedLater(final E end)
    {
        ends.add(end);
        return end;
    }

    @Override
    public final long maxElementsFromPublisher()
    {
        return MOST_ELEMENTS;
    }

    /**
     * Before the rules.
     */
    @BeforeClass
    public final void openBed()
    {
        bed = new Bed();
    }

    /**
     * After the rules.
     */
    @AfterClass
    public final void closeBed()
    {
        bed.close();
    }

    /**
     * After each rule.
     */
    @AfterMethod
    public final void closeEnds() throws Exception
    {
        for (final AutoCloseable end : ends)
        {
            end.close();
        }
        ends.clear();
    }
}
