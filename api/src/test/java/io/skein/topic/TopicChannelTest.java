package io.skein.topic;

import io.aeron.CommonContext;
import io.skein.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TopicChannelTest
{
    @Test
    void shouldKnowEveryParameterThatAeronKnows() throws IllegalAccessException
    {
        final Set<String> aerons = new TreeSet<>();
        for (final Field field : CommonContext.class.getFields())
        {
            if (field.getName().endsWith("_PARAM_NAME"))
            {
                aerons.add((String)field.get(null));
            }
        }

        assertEquals(aerons, new TreeSet<>(ChannelParameter.BY_KEY.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "aeron:ipc", "aeron:ipc?mtu=64", "aeron:ipc?mtu=65504|term-length=1g", "aeron:ipc?mtu=8192|term-length=64k",
        "aeron:udp?endpoint=h:1", "aeron:udp?endpoint=10.0.0.1:65535", "aeron:udp?endpoint=[::1]:40123",
        "aeron:udp?endpoint=[fe80::1%eth0]:40123", "aeron:udp?endpoint=224.0.1.1:40123|interface=10.0.0.0/8|ttl=255",
        "aeron:udp?control=h:1|control-mode=dynamic|fc=tagged,g:1234/5,t:10s", "aeron:udp?control=h:0",
        "aeron:ipc?session-id=-2147483648|linger=5s|alias=x=y|tags=1,2|sparse=false|eos=true",
        "aeron:ipc?term-length=64k|session-id=tag:4|untethered-resting-timeout=100us|gtag=-9223372036854775808"})
    void shouldAcceptUriWhenAeronWould(final String uri)
    {
        assertEquals(uri, TopicChannel.of(uri).publish());
        assertEquals(uri, TopicChannel.of(uri).subscribe());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "'';                                 not an Aeron URI",
        "ipc;                                not an Aeron URI",
        "aeron:;                             not an Aeron URI",
        "aeron:tcp;                          not an Aeron URI",
        "aeron:ipc?;                         not an Aeron URI",
        "aeron:ipc?mtu;                      not an Aeron URI",
        "aeron:ipc?=5;                       not an Aeron URI",
        "aeron:ipc?mut=8192;                 unknown parameter 'mut', did you mean 'mtu'?",
        "aeron:ipc?mtu=64|mtu=96;            parameter 'mtu' appears twice",
        "aeron:ipc?mtu=0;                    give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=32;                   give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=33;                   give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=65;                   give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=65505;                give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=64k;                  give a multiple of 32 from 64 to 65504",
        "aeron:ipc?mtu=-64;                  mtu=-64 is not a size in bytes",
        "aeron:ipc?mtu=abc;                  mtu=abc is not a size in bytes",
        "aeron:ipc?mtu=;                     mtu= is not a size in bytes",
        "aeron:ipc?mtu=99999999999999999999; is not a size in bytes",
        "aeron:ipc?term-length=32k;          give a power of two from 64k to 1g",
        "aeron:ipc?term-length=65535;        give a power of two from 64k to 1g",
        "aeron:ipc?term-length=65537;        give a power of two from 64k to 1g",
        "aeron:ipc?term-length=3m;           give a power of two from 64k to 1g",
        "aeron:ipc?term-length=2g;           give a power of two from 64k to 1g",
        "aeron:ipc?mtu=8224|term-length=64k; exceeds an eighth of term-length=65536, which is 8192",
        "aeron:udp;                          udp needs an endpoint or a control address",
        "aeron:udp?mtu=8192;                 udp needs an endpoint or a control address",
        "aeron:udp?endpoint=host;            endpoint=host is not host:port",
        "aeron:udp?endpoint=:1;              endpoint=:1 is not host:port",
        "aeron:udp?endpoint=h:;              endpoint=h: is not host:port",
        "aeron:udp?endpoint=h:-1;            endpoint=h:-1 is not host:port",
        "aeron:udp?endpoint=h:65536;         endpoint=h:65536 is not host:port",
        "aeron:udp?endpoint=::1:5;           endpoint=::1:5 is not host:port",
        "aeron:udp?endpoint=h:0;             endpoint=h:0 names no port to publish to",
        "aeron:udp?control=h:x;              control=h:x is not host:port",
        "aeron:udp?endpoint=h:1|control-mode=dynamic; control-mode=dynamic needs a control address",
        "aeron:udp?endpoint=h:1|control-mode=dynamo;  is not manual, dynamic or response",
        "aeron:udp?endpoint=h:1|ttl=256;     ttl=256 is not a number of 0 to 255",
        "aeron:udp?endpoint=h:1|reliable=no; reliable=no is not true or false",
        "aeron:ipc?session-id=2147483648;    session-id=2147483648 is not an integer of 32 bits",
        "aeron:ipc?gtag=9223372036854775808; gtag=9223372036854775808 is not an integer of 64 bits",
        "aeron:ipc?linger=5h;                linger=5h is not a duration",
        "aeron-spy:aeron:udp?endpoint=h:1;   aeron-spy is for subscribing to a udp channel only"})
    void shouldRefuseUriWhenAeronWould(final String uri, final String reason)
    {
        final var refused = assertThrows(ConfigurationException.class, () -> TopicChannel.of(uri));

        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        refused.getMessage().lines().forEach((line) -> assertTrue(line.startsWith("channel '"), line));
    }

    @Test
    void shouldGiveEveryReasonOnceWhenThereAreSeveral()
    {
        final var refused = assertThrows(ConfigurationException.class,
            () -> TopicChannel.of("aeron:udp?mtu=31|term-length=1|foo=1"));

        assertEquals(4, refused.getMessage().lines().distinct().count());
        assertEquals(4, refused.getMessage().lines().count());
    }

    @Test
    void shouldAllowSpyAndPortZeroWhenOnlySubscribed()
    {
        new TopicChannel("aeron:udp?endpoint=h:1", "aeron-spy:aeron:udp?endpoint=h:1");
        new TopicChannel("aeron:udp?control=h:1|control-mode=dynamic", "aeron:udp?endpoint=h:0|control=h:1");
    }

    @Test
    void shouldRefuseUriWhenLongerThanAeronReads()
    {
        final String longest = "aeron:ipc?alias=" + "x".repeat(4095 - 16);
        assertEquals(4095, TopicChannel.of(longest).publish().length());
        assertTrue(assertThrows(ConfigurationException.class, () -> TopicChannel.of(longest + "x")).getMessage()
            .length() < 500);
    }
}
