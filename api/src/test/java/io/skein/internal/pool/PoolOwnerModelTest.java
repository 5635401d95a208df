package io.skein.internal.pool;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * For all sequences of what publisher, subscribers and holders do: the owner lends what a naive model says it may.
 * A failure prints the seed.
 */
class PoolOwnerModelTest
{
    private static final int MAX_OPERATIONS = 120;

    /**
     * What happens next, and to which of those it can happen to.
     *
     * @param kind of operation.
     * @param pick among slots or subscribers.
     */
    record Operation(Kind kind, int pick)
    {
    }

    enum Kind
    {
        LOAN, PUBLISH, RETURN, RETURN_LATE, ADVANCE, JOIN, LEAVE, HOLD, RELEASE
    }

    @Provide
    Arbitrary<List<Operation>> operations()
    {
        // What frees a slot must not happen too often, or the pool is never short.
        final Arbitrary<Kind> kinds = Arbitraries.frequency(
            Tuple.of(8, Kind.LOAN),
            Tuple.of(8, Kind.PUBLISH),
            Tuple.of(1, Kind.RETURN),
            Tuple.of(1, Kind.RETURN_LATE),
            Tuple.of(5, Kind.ADVANCE),
            Tuple.of(1, Kind.JOIN),
            Tuple.of(1, Kind.LEAVE),
            Tuple.of(4, Kind.HOLD),
            Tuple.of(4, Kind.RELEASE));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1_000)).as(Operation::new)
            .list().ofMaxSize(MAX_OPERATIONS);
    }

    @Property(tries = 300)
    void shouldLendWhatTheModelSaysItMay(
        @ForAll("operations") final List<Operation> operations,
        @ForAll @IntRange(min = 1, max = 5) final int slots,
        @ForAll final boolean isOverwriting) throws IOException
    {
        final Path directory = Files.createTempDirectory("pool-owner-model");
        try (PoolOwnerModel model = new PoolOwnerModel(directory, slots, isOverwriting))
        {
            for (final Operation operation : operations)
            {
                switch (operation.kind())
                {
                    case LOAN -> model.loan();
                    case PUBLISH -> model.publish(operation.pick());
                    case RETURN -> model.giveBack(operation.pick(), false);
                    case RETURN_LATE -> model.giveBack(operation.pick(), true);
                    case ADVANCE -> model.advance(operation.pick());
                    case JOIN -> model.join();
                    case LEAVE -> model.leave(operation.pick());
                    case HOLD -> model.hold(operation.pick());
                    default -> model.release(operation.pick());
                }
                model.check();
            }
        }
        finally
        {
            IoUtil.delete(directory.toFile(), true);
        }
    }
}
