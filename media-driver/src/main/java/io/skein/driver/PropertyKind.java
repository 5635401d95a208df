package io.skein.driver;

import io.aeron.driver.Configuration;
import org.agrona.concurrent.IdleStrategy;

import java.util.List;
import java.util.Locale;

/**
 * How the value of a driver property is read, checked and shown.
 *
 * @param <T> what the text means.
 */
interface PropertyKind<T>
{
    /**
     * @param text as written in a profile.
     * @return its meaning.
     * @throws IllegalArgumentException if it is not {@link #allowed()}.
     */
    T parse(String text);

    String format(T value);

    /**
     * @return what is allowed, to end the sentence "need ...".
     */
    String allowed();

    /**
     * Bytes, with an optional suffix k, m or g (1,024 each).
     */
    record Size(long min, long max, int multiple, boolean powerOfTwo) implements PropertyKind<Long>
    {
        public Long parse(final String text)
        {
            final char last = Character.toLowerCase(text.charAt(text.length() - 1));
            final int shift = "kmg".indexOf(last) < 0 ? 0 : 10 * ("kmg".indexOf(last) + 1);
            final String digits = 0 == shift ? text : text.substring(0, text.length() - 1);
            final long value = Math.multiplyExact(Numbers.parse(digits), 1L << shift);
            if (value < min || value > max || 0 != value % multiple || (powerOfTwo && 1 != Long.bitCount(value)))
            {
                throw new IllegalArgumentException();
            }
            return value;
        }

        public String format(final Long value)
        {
            return 0 != value && 0 == value % (1 << 20) ? value / (1 << 20) + "m" :
                0 != value && 0 == value % (1 << 10) ? value / (1 << 10) + "k" : Long.toString(value);
        }

        public String allowed()
        {
            return (powerOfTwo ? "a power of two" : multiple > 1 ? "a multiple of " + multiple : "a size") +
                " from " + format(min) + " to " + format(max) + " bytes (suffixes k, m, g)";
        }
    }

    /**
     * A time with the suffix ns, us, ms or s; without one, in the unit that Aeron takes it to have.
     */
    record Duration(long min, long max, long bareUnitNs) implements PropertyKind<Long>
    {
        private static final String[] UNITS = {"ns", "us", "ms", "s"};
        private static final long[] LENGTHS_NS = {1, 1_000, 1_000_000, 1_000_000_000};

        public Long parse(final String text)
        {
            final String lower = text.toLowerCase(Locale.ROOT);
            long unitNs = bareUnitNs;
            int digits = lower.length();
            for (int i = 0; i < UNITS.length; i++)
            {
                if (lower.endsWith(UNITS[i]))
                {
                    unitNs = LENGTHS_NS[i];
                    digits = lower.length() - UNITS[i].length();
                    break;
                }
            }
            return Numbers.between(min, Math.multiplyExact(Numbers.parse(lower.substring(0, digits)), unitNs), max);
        }

        public String format(final Long value)
        {
            for (int i = UNITS.length - 1; i > 0; i--)
            {
                if (value > 0 && 0 == value % LENGTHS_NS[i])
                {
                    return value / LENGTHS_NS[i] + UNITS[i];
                }
            }
            return value + "ns";
        }

        public String allowed()
        {
            return "a time from " + format(min) + " to " + format(max) + " (suffixes ns, us, ms, s)";
        }
    }

    /**
     * A whole number.
     */
    record Count(long min, long max) implements PropertyKind<Long>
    {
        public Long parse(final String text)
        {
            return Numbers.between(min, Numbers.parse(text), max);
        }

        public String format(final Long value)
        {
            return Long.toString(value);
        }

        public String allowed()
        {
            return "a whole number from " + min + " to " + max;
        }
    }

    /**
     * One of a few words.
     */
    record Choice(List<String> words) implements PropertyKind<String>
    {
        static final Choice FLAG = new Choice(List.of("true", "false"));
        static final Choice IDLE = new Choice(List.of("noop", "spin", "yield", "sleep-ns", "sleep-ms", "backoff"));

        static IdleStrategy idleStrategy(final String word)
        {
            return Configuration.agentIdleStrategy(word, null);
        }

        public String parse(final String text)
        {
            if (!words.contains(text))
            {
                throw new IllegalArgumentException();
            }
            return text;
        }

        public String format(final String value)
        {
            return value;
        }

        public String allowed()
        {
            return "one of " + String.join(", ", words);
        }
    }

    /**
     * Any text that is not empty.
     */
    record Text(String allowed) implements PropertyKind<String>
    {
        public String parse(final String text)
        {
            return text;
        }

        public String format(final String value)
        {
            return value;
        }
    }

    /**
     * Strict decimal numbers.
     */
    final class Numbers
    {
        private Numbers()
        {
        }

        static long parse(final String digits)
        {
            if (!digits.matches("-?[0-9]{1,19}"))
            {
                throw new IllegalArgumentException();
            }
            return Long.parseLong(digits);
        }

        static long between(final long min, final long value, final long max)
        {
            if (value < min || value > max)
            {
                throw new IllegalArgumentException();
            }
            return value;
        }
    }
}
