package io.skein.driver;

import io.aeron.driver.MediaDriver;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One line of the table of driver properties: its key, what values it takes, and where it goes.
 *
 * @param key    Aeron's own name, or one that begins with {@code skein.}.
 * @param kind   of value.
 * @param about  one line for people.
 * @param setter puts the value into the context of a driver.
 * @param getter reads the value that a context has, as Aeron would use it; null where Aeron has none.
 * @param <T>    what a value means.
 */
record DriverProperty<T>(
    String key,
    PropertyKind<T> kind,
    String about,
    BiConsumer<MediaDriver.Context, T> setter,
    Function<MediaDriver.Context, T> getter)
{
    static DriverProperty<Long> bytes(
        final String key,
        final PropertyKind.Size kind,
        final String about,
        final IntSetter setter,
        final ToLongFunction<MediaDriver.Context> getter)
    {
        return new DriverProperty<>(key, kind, about,
            (context, value) -> setter.set(context, Math.toIntExact(value)), getter::applyAsLong);
    }

    static DriverProperty<Long> count(
        final String key,
        final long min,
        final long max,
        final String about,
        final IntSetter setter,
        final ToLongFunction<MediaDriver.Context> getter)
    {
        return new DriverProperty<>(key, new PropertyKind.Count(min, max), about,
            (context, value) -> setter.set(context, Math.toIntExact(value)), getter::applyAsLong);
    }

    static DriverProperty<Long> time(
        final String key,
        final String about,
        final LongSetter setter,
        final ToLongFunction<MediaDriver.Context> getter)
    {
        return new DriverProperty<>(key, new PropertyKind.Duration(0, 86_400_000_000_000L, 1), about,
            setter::set, getter::applyAsLong);
    }

    static DriverProperty<String> flag(
        final String key,
        final String about,
        final FlagSetter setter,
        final Function<MediaDriver.Context, Boolean> getter)
    {
        return new DriverProperty<>(key, PropertyKind.Choice.FLAG, about,
            (context, value) -> setter.set(context, Boolean.parseBoolean(value)),
            (context) -> getter.apply(context).toString());
    }

    static DriverProperty<String> idle(
        final String key, final String about, final BiConsumer<MediaDriver.Context, IdleStrategy> setter)
    {
        return new DriverProperty<>(key, PropertyKind.Choice.IDLE, about,
            (context, value) -> setter.accept(context, PropertyKind.Choice.idleStrategy(value)), (context) -> null);
    }

    static DriverProperty<String> text(
        final String key,
        final String about,
        final BiConsumer<MediaDriver.Context, String> setter,
        final Function<MediaDriver.Context, String> getter)
    {
        return new DriverProperty<>(key, new PropertyKind.Text("a text"), about, setter, getter);
    }

    /**
     * Parse and keep the type together.
     */
    Value<T> parse(final String text, final String origin)
    {
        return new Value<>(this, kind.parse(text), origin);
    }

    /**
     * @return the value that Aeron would use of its own accord, formatted; a word where it has none.
     */
    String defaultText(final MediaDriver.Context context)
    {
        final T value = getter.apply(context);
        return null != value ? kind.format(value) : kind == PropertyKind.Choice.IDLE ? "backoff" : "(none)";
    }

    interface IntSetter
    {
        void set(MediaDriver.Context context, int value);
    }

    interface LongSetter
    {
        void set(MediaDriver.Context context, long value);
    }

    interface FlagSetter
    {
        void set(MediaDriver.Context context, boolean value);
    }

    /**
     * A value given to a property.
     *
     * @param property it belongs to.
     * @param value    what was meant.
     * @param origin   where it was written.
     * @param <T>      what a value means.
     */
    record Value<T>(DriverProperty<T> property, T value, String origin)
    {
        void applyTo(final MediaDriver.Context context)
        {
            property.setter().accept(context, value);
        }

        String text()
        {
            return property.kind().format(value);
        }
    }
}
