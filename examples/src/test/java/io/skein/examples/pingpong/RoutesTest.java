package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoutesTest
{
    @ParameterizedTest
    @CsvSource({
        "524031, aeron:ipc", "524032, aeron:ipc", "524033, aeron:ipc?term-length=8m",
        "1048320, aeron:ipc?term-length=8m", "1048321, aeron:ipc?term-length=16m",
        "16776960, aeron:ipc?term-length=128m", "99999999, aeron:ipc?term-length=128m"})
    void shouldLengthenTermsForTensorsThatNeedIt(final long sizeBytes, final String uri)
    {
        final Topic topic = new Routes("ipc", null).ping(TensorType.of(DataType.UINT8, sizeBytes));
        assertEquals(uri, topic.channels().get(0).publish());
    }

    @Test
    void shouldNeedRoomForBothLogsOfEachWay()
    {
        final TensorType large = TensorType.of(DataType.UINT8, 1 << 20);
        assertEquals(2 * 3 * (16L << 20), new Routes("ipc", null).logBytes(large));
        assertEquals(4 * 3 * (16L << 20), new Routes("udp", null).logBytes(large));
        assertEquals(0, new Routes("ipc", null).logBytes(TensorType.of(DataType.UINT8, 64)));
    }

    @Test
    void shouldTellBothWaysApart()
    {
        final Routes udp = new Routes("udp", null);
        assertNotEquals(udp.ping(null).channels(), udp.pong(null).channels());
        final Routes ipc = new Routes("aeron:ipc?term-length=1m", null);
        assertEquals(ipc.ping(null).channels(), ipc.pong(null).channels());
        assertNotEquals(ipc.ping(null).streamId(), ipc.pong(null).streamId());
        final Routes hosts = new Routes("aeron:udp?endpoint=a:1", "aeron:udp?endpoint=b:2");
        assertEquals("aeron:udp?endpoint=a:1", hosts.ping(null).channels().get(0).subscribe());
        assertEquals("aeron:udp?endpoint=b:2", hosts.pong(null).channels().get(0).publish());
    }

    @ParameterizedTest
    @CsvSource({
        "ipc, aeron:ipc, --reply-channel has no meaning", "udp, aeron:udp?endpoint=a:1, --reply-channel has no meaning",
        "aeron:udp?endpoint=a:1, , the way back is missing", "tcp, , is no Aeron URI"})
    void shouldRefuseWhatLeadsNowhere(final String channel, final String replyChannel, final String message)
    {
        final ConfigurationException ex =
            assertThrows(ConfigurationException.class, () -> new Routes(channel, replyChannel));
        assertTrue(ex.getMessage().contains(message), ex::getMessage);
    }
}
