package io.skein.topic;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.skein.internal.text.NearestName;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a channel URI before Aeron sees it, because the driver would complain late, and not at all about a parameter
 * that it does not know. The rules are those of Aeron 1.51 ({@code ChannelUri}, {@code UdpChannel},
 * {@code PublicationParams}).
 */
final class ChannelRules
{
    enum Side
    {
        PUBLISH, SUBSCRIBE
    }

    private ChannelRules()
    {
    }

    /**
     * @param uri  of a channel.
     * @param side on which it is used.
     * @return one line per reason why it can not be used; empty when it can.
     */
    static List<String> problems(final String uri, final Side side)
    {
        final String where = "channel " + NearestName.quote(uri) + ": ";
        final ChannelUri parsed;
        try
        {
            parsed = ChannelUri.parse(uri);
        }
        catch (final IllegalArgumentException | IllegalStateException malformed)
        {
            return List.of(where + "not an Aeron URI: write such as aeron:ipc or aeron:udp?endpoint=host:40123 (" +
                NearestName.clip(malformed.getMessage()) + ")");
        }
        final List<String> problems = new ArrayList<>();
        checkParameters(uri, problems);
        if (!parsed.prefix().isEmpty() && (side == Side.PUBLISH || parsed.isIpc()))
        {
            problems.add("aeron-spy is for subscribing to a udp channel only");
        }
        ChannelParameter.checkSizes(parsed, problems);
        if (parsed.isUdp())
        {
            checkAddresses(parsed, side, problems);
        }
        problems.replaceAll((problem) -> where + problem);
        return Collections.unmodifiableList(problems);
    }

    static List<String> streamProblems(final TopicChannel channel, final int streamId)
    {
        final List<String> problems = new ArrayList<>();
        for (final String uri : List.of(channel.publish(), channel.subscribe()))
        {
            final String inUri = ChannelUri.parse(uri).get(CommonContext.STREAM_ID_PARAM_NAME);
            if (null != inUri && Integer.parseInt(inUri) != streamId)
            {
                final String problem = "channel " + NearestName.quote(uri) + " says stream-id=" + inUri +
                    " but the topic's stream is " + streamId + ": leave stream-id out of the channel";
                if (!problems.contains(problem))
                {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    /**
     * @param uri of a usable channel.
     * @return what tells it from other channels: {@code ipc}, or for UDP the address where its messages meet, in lower
     *     case: the control address of a multi-destination channel, else the endpoint.
     */
    static String address(final String uri)
    {
        final ChannelUri parsed = ChannelUri.parse(uri);
        if (parsed.isIpc())
        {
            return CommonContext.IPC_MEDIA;
        }
        final String endpoint = parsed.get(CommonContext.ENDPOINT_PARAM_NAME);
        final String control = parsed.get(CommonContext.MDC_CONTROL_PARAM_NAME);
        final boolean isMultiDestination = null != control &&
            (null == endpoint || endpoint.endsWith(":0") ||
            parsed.containsKey(CommonContext.MDC_CONTROL_MODE_PARAM_NAME));
        final String address = isMultiDestination ? "control=" + control : "endpoint=" + endpoint;
        return "udp?" + address.toLowerCase(Locale.ROOT);
    }

    private static void checkParameters(final String uri, final List<String> problems)
    {
        final int query = uri.indexOf('?');
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String parameter : query < 0 ? new String[0] : uri.substring(query + 1).split("\\|"))
        {
            final int equals = parameter.indexOf('=');
            final String key = equals < 0 ? parameter : parameter.substring(0, equals);
            final String value = parameter.substring(equals + 1);
            final ChannelParameter known = ChannelParameter.BY_KEY.get(key);
            if (null == known)
            {
                problems.add("unknown parameter " + NearestName.quote(key) +
                    NearestName.suggestion(key, ChannelParameter.BY_KEY.keySet()));
            }
            else if (null != values.put(key, value))
            {
                problems.add("parameter '" + key + "' appears twice: remove one");
            }
            else if (!known.form().accepts(value))
            {
                problems.add(key + "=" + NearestName.clip(value) + " is not " + known.form().words());
            }
        }
    }

    private static void checkAddresses(final ChannelUri uri, final Side side, final List<String> problems)
    {
        final String endpoint = uri.get(CommonContext.ENDPOINT_PARAM_NAME);
        final String control = uri.get(CommonContext.MDC_CONTROL_PARAM_NAME);
        final String mode = uri.get(CommonContext.MDC_CONTROL_MODE_PARAM_NAME);
        if (null == endpoint && null == control)
        {
            problems.add("udp needs an endpoint or a control address: add endpoint=host:port or control=host:port");
        }
        if (CommonContext.MDC_CONTROL_MODE_DYNAMIC.equals(mode) && null == control)
        {
            problems.add("control-mode=dynamic needs a control address: add control=host:port");
        }
        if (side == Side.PUBLISH && null != endpoint && endpoint.endsWith(":0"))
        {
            problems.add("endpoint=" + NearestName.clip(endpoint) +
                " names no port to publish to: give a port of 1 to 65535");
        }
    }
}
