package io.skein.examples.camera;

import com.google.gson.Gson;
import io.skein.idle.WaitStrategy;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static io.skein.examples.camera.FilterKind.BLUR;
import static io.skein.examples.camera.FilterKind.FORWARD;
import static io.skein.examples.camera.FilterKind.GREY;
import static org.junit.jupiter.api.Assertions.assertEquals;

class CameraPlanTest
{
    @Test
    void shouldKnowWhatTravelsOnEachHop()
    {
        final CameraPlan plan = Reports.plan(1, FORWARD, GREY, BLUR);

        assertEquals("source > forward > grey > blur > sink", plan.pipeline());
        assertEquals("uint8[2,4,3]", plan.type(0).toString());
        assertEquals("uint8[2,4,3]", plan.type(1).toString());
        assertEquals("uint8[2,4,1]", plan.type(2).toString());
        assertEquals("uint8[2,4,1]", plan.type(3).toString());
    }

    @Test
    void shouldKeepOneCoreFreeOfThoseWhoSpin()
    {
        final CameraPlan plan = Reports.plan(1, FORWARD);

        assertEquals(WaitStrategy.SPIN, plan.waiting(3));
        assertEquals(WaitStrategy.YIELD, plan.waiting(2));
        assertEquals(WaitStrategy.PARK, plan.waiting(1));
        assertEquals(WaitStrategy.SPIN, Reports.plan(1).waiting(2));
    }

    @Test
    void shouldBePatientWithSlowSchedules()
    {
        assertEquals(Duration.ofMillis(30_300), Reports.plan(1).patience());
    }

    /**
     * Where a stage stands still at the first frame, the others and their rehearsals lie behind it.
     */
    @Test
    void shouldHaveRoomForAsManyFramesWithRehearsalsAsWithout()
    {
        final CameraPlan rehearsed = Reports.plan(1);
        final CameraPlan plain = new CameraPlan(rehearsed.size(), 1, 1, 10, 0, List.of(), null, null, false);

        assertEquals(4, plain.slots());
        assertEquals(4 + 3, rehearsed.slots());
    }

    @Test
    void shouldTravelAsJson()
    {
        final Gson gson = new Gson();
        final StageOrder order = new StageOrder(Reports.plan(7, GREY), 1, "/dev/shm/x");
        assertEquals(order, gson.fromJson(gson.toJson(order), StageOrder.class));
    }
}
