package io.skein.system;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.RawPublisher;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a publisher says while its driver is away.
 */
class DriverAwayIT
{
    private static final int LENGTH = 64;

    @Test
    void shouldDropWhatFitsAndRefuseWhatNeverDoesWhenTheDriverIsAway()
    {
        final EmbeddedDriver driver = EmbeddedDriver.launch();
        final SkeinOptions options = SkeinOptions.DEFAULTS
            .withErrorHandler((error) ->
            {
            })
            .withCloseTimeout(Duration.ofSeconds(1));
        try (driver; Skein skein = Skein.connect(driver.connection(), options))
        {
            final Topic topic = Topic.raw("away").backPressure(BackPressure.drop());
            final RawPublisher publisher = skein.addRawPublisher(topic, Sharing.EXCLUSIVE);
            driver.close();
            Await.until("the driver is missed", () -> State.CONNECTED != skein.state());

            try (Claim claim = publisher.claim(LENGTH))
            {
                claim.data().putLong(0, 1);
                assertEquals(Outcome.DROPPED, claim.commit());
            }
            final String message = assertThrows(
                MessageTooLargeException.class, () -> publisher.claim(Integer.MAX_VALUE)).getMessage();
            assertTrue(message.contains("mtu"), message);
            assertEquals(Outcome.DISCONNECTED, publisher.tryClaim(LENGTH, publisher.newClaim()));
        }
    }
}
