package io.skein.topic;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import org.agrona.SystemUtil;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A parameter that Aeron 1.51 knows in a channel URI, and what its value looks like.
 *
 * @param key  in the URI.
 * @param form of its value.
 */
record ChannelParameter(String key, Form form)
{
    static final Map<String, ChannelParameter> BY_KEY = byKey();

    private static final int MTU_MIN = 64;
    private static final int MTU_MAX = 65_504;

    enum Form
    {
        TEXT("a text", "(?s).+"),
        ADDRESS("host:port with a port of 0 to 65535 (an IPv6 host in brackets)", null),
        SIZE("a size in bytes: a number, with k, m or g behind it if need be", "[0-9]{1,10}[kKmMgG]?"),
        DURATION("a duration: a number with ns, us, ms or s behind it", "[0-9]{1,18}([nNuUmM]?[sS])?"),
        BOOLEAN("true or false", "true|false"),
        INFERABLE("true, false or infer", "true|false|infer"),
        INTEGER("an integer of 32 bits", null),
        COUNT("a number of 0 to 999999999", "[0-9]{1,9}"),
        TAGGED_INTEGER("an integer of 32 bits, or tag: with a number behind it", null),
        LONG("an integer of 64 bits", null),
        OFFSET("a number, or reserved", "[0-9]{1,9}|reserved"),
        TTL("a number of 0 to 255", "[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]"),
        CONTROL_MODE("manual, dynamic or response", "manual|dynamic|response");

        private static final Pattern HOST_AND_PORT =
            Pattern.compile("([^\\s:\\[\\]/]+|\\[[0-9a-fA-F:.]+(%[A-Za-z0-9_.~-]+)?\\]):([0-9]{1,5})");

        private final String words;
        private final Pattern pattern;

        Form(final String words, final String pattern)
        {
            this.words = words;
            this.pattern = null == pattern ? null : Pattern.compile(pattern);
        }

        String words()
        {
            return words;
        }

        boolean accepts(final String value)
        {
            return switch (this)
            {
                case ADDRESS -> isAddress(value);
                case INTEGER -> isInteger(value);
                case LONG -> isLong(value);
                case TAGGED_INTEGER -> isInteger(value) || value.matches("tag:[0-9]{1,18}");
                default -> pattern.matcher(value).matches();
            };
        }

        private static boolean isAddress(final String value)
        {
            final var matcher = HOST_AND_PORT.matcher(value);
            return matcher.matches() && Integer.parseInt(matcher.group(3)) <= 65_535;
        }

        private static boolean isInteger(final String value)
        {
            return value.matches("-?[0-9]{1,10}") && Long.parseLong(value) == (int)Long.parseLong(value);
        }

        private static boolean isLong(final String value)
        {
            return value.matches("-?[0-9]{1,19}") && new BigInteger(value).bitLength() < Long.SIZE;
        }
    }

    /**
     * Ranges of {@code mtu} and {@code term-length}, and what they must be to each other. Values that are not sizes are
     * left to {@link Form#accepts}.
     */
    static void checkSizes(final ChannelUri uri, final List<String> problems)
    {
        final long mtu = size(uri, CommonContext.MTU_LENGTH_PARAM_NAME);
        final boolean isMtuUsable = mtu >= MTU_MIN && mtu <= MTU_MAX && mtu % FrameDescriptor.FRAME_ALIGNMENT == 0;
        if (mtu >= 0 && !isMtuUsable)
        {
            problems.add("mtu=" + uri.get(CommonContext.MTU_LENGTH_PARAM_NAME) + " is not usable: give a multiple of " +
                FrameDescriptor.FRAME_ALIGNMENT + " from " + MTU_MIN + " to " + MTU_MAX);
        }
        final long term = size(uri, CommonContext.TERM_LENGTH_PARAM_NAME);
        final boolean isTermUsable = term >= LogBufferDescriptor.TERM_MIN_LENGTH &&
            term <= LogBufferDescriptor.TERM_MAX_LENGTH && Long.bitCount(term) == 1;
        if (term >= 0 && !isTermUsable)
        {
            problems.add("term-length=" + uri.get(CommonContext.TERM_LENGTH_PARAM_NAME) +
                " is not usable: give a power of two from 64k to 1g");
        }
        if (isMtuUsable && isTermUsable && mtu > FrameDescriptor.computeMaxMessageLength((int)term))
        {
            problems.add("mtu=" + mtu + " exceeds an eighth of term-length=" + term + ", which is " + term / 8 +
                ": lower mtu or raise term-length");
        }
    }

    private static long size(final ChannelUri uri, final String key)
    {
        final String value = uri.get(key);
        return null != value && Form.SIZE.accepts(value) ? SystemUtil.parseSize(key, value) : -1;
    }

    private static Map<String, ChannelParameter> byKey()
    {
        final Map<String, ChannelParameter> byKey = new TreeMap<>();
        put(byKey, Form.ADDRESS, "endpoint", "control", "response-endpoint");
        put(byKey, Form.SIZE, "mtu", "term-length", "so-sndbuf", "so-rcvbuf", "rcv-wnd", "pub-wnd");
        put(byKey, Form.DURATION, "linger", "nak-delay", "untethered-window-limit-timeout",
            "untethered-linger-timeout", "untethered-resting-timeout");
        put(byKey, Form.BOOLEAN, "reliable", "sparse", "eos", "tether", "rejoin", "ssc");
        put(byKey, Form.INFERABLE, "group");
        put(byKey, Form.INTEGER, "init-term-id", "term-id", "stream-id");
        put(byKey, Form.COUNT, "term-offset", "max-resend");
        put(byKey, Form.TAGGED_INTEGER, "session-id");
        put(byKey, Form.LONG, "gtag");
        put(byKey, Form.OFFSET, "media-rcv-ts-offset", "channel-rcv-ts-offset", "channel-snd-ts-offset");
        put(byKey, Form.TTL, "ttl");
        put(byKey, Form.CONTROL_MODE, "control-mode");
        put(byKey, Form.TEXT, "interface", "tags", "alias", "cc", "fc", "response-correlation-id");
        return byKey;
    }

    private static void put(final Map<String, ChannelParameter> byKey, final Form form, final String... keys)
    {
        for (final String key : keys)
        {
            byKey.put(key, new ChannelParameter(key, form));
        }
    }
}
