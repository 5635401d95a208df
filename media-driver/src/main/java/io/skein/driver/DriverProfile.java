package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.skein.ConfigurationException;
import io.skein.driver.DriverProperty.Value;
import io.skein.internal.text.NearestName;
import org.agrona.BitUtil;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a media driver is set up: a name and some of the properties that {@code config/reference.properties} explains.
 * Immutable and thread-safe.
 * <p>
 * What a profile does not say comes from Aeron's system properties and else from Aeron's defaults. A profile sets no
 * system property, so that two drivers in one process may differ.
 */
public final class DriverProfile
{
    /**
     * The profiles that are packed with this module, the default one first.
     */
    public static final List<String> NAMES = List.of("cooperative", "shared", "low-latency", "throughput");

    private static final String RESOURCE_FOLDER = "config/";
    private static final String OVERRIDE = "override";

    private final String name;
    private final Map<String, Value<?>> values;

    private DriverProfile(final String name, final Map<String, Value<?>> values)
    {
        this.name = name;
        this.values = values;
    }

    /**
     * The default of embedded drivers: no threads of its own but a pump that sleeps.
     *
     * @return the profile {@code cooperative}.
     */
    public static DriverProfile cooperative()
    {
        return named(NAMES.get(0));
    }

    /**
     * A profile by its name: {@code config/NAME.properties} below the working directory, else the one that is packed.
     *
     * @param name of the profile.
     * @return the profile.
     * @throws ConfigurationException if there is no such profile or it can not be used.
     */
    public static DriverProfile named(final String name)
    {
        return named(name, Path.of(RESOURCE_FOLDER));
    }

    static DriverProfile named(final String name, final Path folder)
    {
        Objects.requireNonNull(name, "name");
        if (name.matches("[A-Za-z0-9][A-Za-z0-9_-]*"))
        {
            final Path file = folder.resolve(name + ".properties");
            if (Files.isRegularFile(file))
            {
                return load(file);
            }
            final InputStream packed = DriverProfile.class.getResourceAsStream(RESOURCE_FOLDER + name + ".properties");
            if (null != packed)
            {
                return parse(name, name + ".properties", lines(packed, name));
            }
        }
        throw new ConfigurationException("no driver profile '" + name + "'; need one of " + String.join(", ", NAMES) +
            ", a file " + folder.resolve("NAME.properties") + " or a path that ends in .properties; did you mean " +
            NearestName.nearest(name, NAMES) + "?");
    }

    /**
     * A profile from a file.
     *
     * @param file with lines {@code key = value}.
     * @return the profile, named as the file without its suffix.
     * @throws ConfigurationException if the file can not be read, with one line per bad property else.
     */
    public static DriverProfile load(final Path file)
    {
        try
        {
            final String fileName = Objects.toString(file.getFileName(), "");
            return parse(fileName.replaceAll("\\.properties$", ""), file.toString(), Files.readAllLines(file));
        }
        catch (final IOException ex)
        {
            throw new ConfigurationException("can not read driver profile " + file + ": " +
                ex.getClass().getSimpleName() + "; need a readable UTF-8 file, or one of " + String.join(", ", NAMES),
                ex);
        }
    }

    /**
     * A profile as a command line names it.
     *
     * @param nameOrFile a path if it has a separator or ends in {@code .properties}, a name otherwise.
     * @return the profile.
     * @throws ConfigurationException if there is no such profile or it can not be used.
     */
    public static DriverProfile resolve(final String nameOrFile)
    {
        final boolean isPath = nameOrFile.endsWith(".properties") || nameOrFile.matches(".*[/\\\\].*");
        return isPath ? load(Path.of(nameOrFile)) : named(nameOrFile);
    }

    static DriverProfile parse(final String name, final String source, final List<String> lines)
    {
        JvmAccess.require();
        return new DriverProfile(name, ProfileParser.parse(source, lines));
    }

    /**
     * The same profile with one property changed.
     *
     * @param key   of the property.
     * @param value as it would be written in a file.
     * @return another profile of the same name.
     * @throws ConfigurationException if the key is unknown, the value is not allowed, or both do not fit the rest.
     */
    public DriverProfile with(final String key, final String value)
    {
        final Map<String, Value<?>> changed = new LinkedHashMap<>(values);
        changed.put(key, ProfileParser.parse(key, value, OVERRIDE));
        final List<String> errors = new ArrayList<>();
        ProfileRules.check(changed, OVERRIDE, errors);
        if (!errors.isEmpty())
        {
            throw new ConfigurationException(String.join("\n", errors));
        }
        return new DriverProfile(name, changed);
    }

    /**
     * @return the name.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return whether the application's idle threads run the driver.
     */
    public boolean isCooperative()
    {
        return ThreadingMode.INVOKER == context().threadingMode();
    }

    /**
     * @return every property with its value and where that comes from, in the order of the reference.
     */
    public List<DriverSetting> effective()
    {
        final MediaDriver.Context defaults = new MediaDriver.Context();
        final List<DriverSetting> settings = new ArrayList<>();
        for (final DriverProperty<?> property : DriverProperties.all())
        {
            final Value<?> value = values.get(property.key());
            final String system = System.getProperty(property.key());
            if (null != value)
            {
                settings.add(new DriverSetting(property.key(), value.text(), value.origin()));
            }
            else if (null != system)
            {
                settings.add(new DriverSetting(property.key(), system, "system property"));
            }
            else
            {
                settings.add(new DriverSetting(property.key(), property.defaultText(defaults), "default"));
            }
        }
        return settings;
    }

    /**
     * @return the effective configuration, a line for each property.
     */
    public String describe()
    {
        return effective().stream().map(DriverSetting::toString).collect(Collectors.joining("\n"));
    }

    /**
     * @return length of the file of one log, the larger of IPC and UDP.
     */
    public long logBytes()
    {
        final MediaDriver.Context context = context();
        final int term = Math.max(context.ipcTermBufferLength(), context.publicationTermBufferLength());
        return BitUtil.align(
            3L * term + LogBufferDescriptor.LOG_META_DATA_LENGTH, (long)context.filePageSize());
    }

    /**
     * @return length of the files that a driver has before the first publication.
     */
    public long baseBytes()
    {
        final MediaDriver.Context context = context();
        final int counters = context.counterValuesBufferLength();
        return (64L << 10) + context.conductorBufferLength() + context.toClientsBufferLength() +
            context.errorBufferLength() + context.lossReportBufferLength() + counters +
            io.aeron.driver.Configuration.countersMetadataBufferLength(counters);
    }

    /**
     * @return the name and what the profile itself says.
     */
    @Override
    public String toString()
    {
        return "DriverProfile{" + name + ' ' + values.values().stream()
            .map((value) -> value.property().key() + '=' + value.text()).collect(Collectors.joining(", ")) + '}';
    }

    /**
     * @return a new context with this profile's values, for one driver.
     */
    MediaDriver.Context context()
    {
        final MediaDriver.Context context = new MediaDriver.Context();
        if (null == context.threadingMode())
        {
            context.threadingMode(io.aeron.driver.Configuration.threadingMode());
        }
        values.values().forEach((value) -> value.applyTo(context));
        return context;
    }

    long pumpIntervalNs()
    {
        final Value<?> value = values.get(DriverProperties.PUMP_INTERVAL);
        return null == value ? DriverProperties.PUMP_INTERVAL_DEFAULT_NS : (Long)value.value();
    }

    private static List<String> lines(final InputStream packed, final String name)
    {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(packed, StandardCharsets.UTF_8)))
        {
            return reader.lines().toList();
        }
        catch (final IOException ex)
        {
            throw new ConfigurationException("can not read packed driver profile " + name, ex);
        }
    }
}
