package io.skein.system;

import io.skein.LappedException;
import io.skein.Sharing;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A subscriber that has slots in use is killed or stopped. The publisher and the other subscriber wait for the driver
 * to give it up, at the longest, and no slot is lost.
 */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class PoolSubscriberFaultsIT
{
    private static final int KILLED = 137;
    private static final int SLOTS = 4;
    private static final int LENGTH = 20_000;
    private static final Topic TOPIC = PoolBed.topic("faults", SLOTS, LENGTH);

    private PoolBed bed;
    private MessagePublisher publisher;
    private PooledSink sink;
    private PooledSource source;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
        publisher = bed.skein().addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        sink = new PooledSink(bed.skein().addMessageSubscriber(TOPIC, 0));
        source = new PooledSource(publisher, LENGTH, 0);
    }

    @AfterEach
    void close()
    {
        try (PoolBed closed = bed)
        {
            source.close();
            sink.close();
            assertTrue(closed.events().errors().isEmpty(), closed.events()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "idle"})
    void shouldGetTheSlotsBackWhenSubscriberIsKilledThatHasNotPassedThem(final String state) throws IOException
    {
        try (ChildJvm victim = bed.child(state, TOPIC))
        {
            victim.awaitLine("AT ");
            awaitNoSlot();
            victim.kill();
            assertEquals(KILLED, victim.awaitExit());
            awaitFlow();
            shouldHaveAllSlots();
            assertEquals(0, victim.count("CORRUPT"), victim::output);
        }
    }

    @Test
    void shouldGetTheSlotsBackWhenSubscriberIsKilledThatRetains() throws IOException
    {
        try (ChildJvm victim = bed.child("retained", TOPIC))
        {
            victim.awaitLine("AT ");
            awaitFlow();
            source.finish();
            Await.until("all but the retained can be lent", () -> SLOTS - 2 == PoolBed.lendable(publisher, SLOTS));
            victim.kill();
            assertEquals(KILLED, victim.awaitExit());
            PoolBed.awaitAllSlotsFree(publisher);
            resume();
            awaitFlow();
            assertEquals(0, victim.count("CORRUPT"), victim::output);
        }
    }

    @Test
    void shouldFindBytesIntactWhenStoppedAndContinuedBeforeTheDriverGivesItUp() throws IOException
    {
        final Path signal = bed.signal("go");
        try (ChildJvm victim = bed.child("held", TOPIC, signal))
        {
            victim.awaitLine("AT ");
            victim.stop();
            final long accepted = awaitNoSlot();
            Files.createFile(signal);
            assertEquals(0, victim.count("INTACT"));
            victim.resume();
            victim.awaitLine("INTACT");
            victim.awaitLine("MORE");
            assertTrue(source.accepted() >= accepted);
            awaitFlow();
            shouldHaveAllSlotsAfter(victim);
        }
    }

    @Test
    void shouldBeToldWhenStoppedInHandlerUntilTheDriverGivesItUp() throws IOException
    {
        try (ChildJvm victim = bed.child("held", TOPIC, bed.signal("never")))
        {
            victim.awaitLine("AT ");
            victim.stop();
            awaitNoSlot();
            awaitFlow();
            victim.resume();
            victim.awaitLine("TOLD");
            victim.awaitLine("MORE");
            awaitFlow();
            assertEquals(0, victim.count("INTACT"), victim::output);
            shouldHaveAllSlotsAfter(victim);
        }
    }

    @Test
    void shouldKeepWhatItRetainsWhenStoppedUntilTheDriverGivesItUp() throws IOException
    {
        final Path signal = bed.signal("go");
        try (ChildJvm victim = bed.child("retained", TOPIC, signal))
        {
            victim.awaitLine("AT ");
            victim.stop();
            awaitNoSlot();
            awaitFlow();
            source.finish();
            Await.until("all but the retained can be lent", () -> SLOTS - 2 == PoolBed.lendable(publisher, SLOTS));
            resume();
            awaitFlow();
            Files.createFile(signal);
            victim.resume();
            victim.awaitLine("INTACT");
            victim.awaitLine("MORE");
            shouldHaveAllSlotsAfter(victim);
        }
    }

    @Test
    void shouldBeToldWhenForwarderIsKilledThatHeldTheSlot() throws IOException
    {
        final Topic onward = Topic.message("faults/onward");
        final Map<Integer, Long> bases = new HashMap<>();
        try (MessageSubscriber end = bed.skein().addMessageSubscriber(onward, 0);
            ChildJvm forwarder = bed.child("forward", TOPIC, onward.name()))
        {
            forwarder.awaitLine("AT ");
            bed.pollOne(end, (view) ->
            {
                forwarder.kill();
                final String[] problem = new String[1];
                Await.until("the slot is taken back", () ->
                {
                    final String found = PooledSink.problem(view, bases);
                    final boolean isValid = view.isValid();
                    problem[0] = isValid ? found : null;
                    return !isValid || null != found;
                });
                assertEquals(null, problem[0]);
            });
            assertEquals(KILLED, forwarder.awaitExit());
            assertTrue(end.stats().lapped() > 0, end.stats()::toString);
            try (ChildJvm again = bed.child("forward", TOPIC, onward.name()))
            {
                again.awaitLine("AT ");
                final long before = end.stats().messages();
                Await.until("messages are forwarded again: " + end.stats(), () ->
                {
                    end.poll((view) -> {}, 1);
                    return end.stats().messages() > before + 50;
                });
            }
            awaitFlow();
            assertEquals(0, end.stats().rejected() + end.stats().failed() + end.stats().unreachable());
            shouldHaveAllSlots();
            bed.events().errors().removeIf(LappedException.class::isInstance);
        }
    }

    private long awaitNoSlot()
    {
        final long before = publisher.stats().slotsExhausted();
        Await.until(() -> "no slot is free: " + publisher.stats(),
            () -> publisher.stats().slotsExhausted() > before + 5);
        return source.accepted();
    }

    /**
     * Each slot is used a few times more, and the other subscriber sees it.
     */
    private void awaitFlow()
    {
        final long accepted = source.accepted();
        final long received = sink.received();
        Await.until(() -> "messages are accepted: " + publisher.stats() + bed.events(),
            () -> source.accepted() > accepted + 5 * SLOTS);
        Await.until(() -> "messages arrive: " + bed.events(), () -> sink.received() > received + 5 * SLOTS);
        sink.requireIntact();
        assertEquals(0, sink.told());
    }

    private void shouldHaveAllSlots()
    {
        source.finish();
        PoolBed.awaitAllSlotsFree(publisher);
    }

    private void shouldHaveAllSlotsAfter(final ChildJvm victim)
    {
        source.finish();
        victim.kill();
        PoolBed.awaitAllSlotsFree(publisher);
        assertEquals(0, victim.count("CORRUPT"), victim::output);
    }

    private void resume()
    {
        source = new PooledSource(publisher, LENGTH, source.accepted());
    }
}
