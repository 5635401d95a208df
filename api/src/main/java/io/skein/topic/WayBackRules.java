package io.skein.topic;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;

import java.util.List;

/**
 * What must hold for channels on which the receiving end answers: it does so on IPC, and on unicast UDP on the port
 * behind the one where it listens.
 */
final class WayBackRules
{
    private static final int LAST_PORT = 65_535;
    private static final int FIRST_MULTICAST_OCTET = 224;
    private static final int LAST_MULTICAST_OCTET = 239;

    private WayBackRules()
    {
    }

    static void addProblems(
        final List<TopicChannel> channels, final String what, final String end, final List<String> problems)
    {
        for (final TopicChannel channel : channels)
        {
            addProblems(channel.publish(), what, end, problems);
            if (!channel.subscribe().equals(channel.publish()))
            {
                addProblems(channel.subscribe(), what, end, problems);
            }
        }
    }

    private static void addProblems(
        final String uri, final String what, final String end, final List<String> problems)
    {
        final ChannelUri parsed = ChannelUri.parse(uri);
        if (!parsed.prefix().isEmpty())
        {
            problems.add("channel '" + uri + "' is a spy, and " + what + " needs a " + end + " that answers: " +
                "leave aeron-spy: out");
        }
        if (parsed.isIpc())
        {
            return;
        }
        final String endpoint = parsed.get(CommonContext.ENDPOINT_PARAM_NAME);
        final String need = ": give aeron:ipc, or unicast such as aeron:udp?endpoint=host:40123";
        if (null == endpoint || null != parsed.get(CommonContext.MDC_CONTROL_PARAM_NAME) ||
            null != parsed.get(CommonContext.MDC_CONTROL_MODE_PARAM_NAME))
        {
            problems.add("channel '" + uri + "' has no way back from the " + end + " of " + what + need);
            return;
        }
        final int colon = endpoint.lastIndexOf(':');
        final int port = Integer.parseInt(endpoint.substring(colon + 1));
        if (0 == port || LAST_PORT == port)
        {
            problems.add("endpoint=" + endpoint + " leaves no port for the " + end + " of " + what +
                " to answer on, which is the next one: give a port of 1 to " + (LAST_PORT - 1));
        }
        if (isMulticast(endpoint.substring(0, colon)))
        {
            problems.add("endpoint=" + endpoint + " is multicast, and " + what + " has one " + end + need);
        }
    }

    private static boolean isMulticast(final String host)
    {
        if (host.startsWith("["))
        {
            return host.regionMatches(true, 1, "ff", 0, 2);
        }
        final int dot = host.indexOf('.');
        if (dot < 1 || dot > 3 || !host.chars().allMatch((c) -> '.' == c || c >= '0' && c <= '9'))
        {
            return false;
        }
        final int octet = Integer.parseInt(host.substring(0, dot));
        return octet >= FIRST_MULTICAST_OCTET && octet <= LAST_MULTICAST_OCTET;
    }
}
