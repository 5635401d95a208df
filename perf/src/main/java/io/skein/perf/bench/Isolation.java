package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndFactory;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.scenario.Scenarios;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Gives every end its own copy of all code that it runs: system, scenario, Skein, Aeron, Agrona.
 * <p>
 * The compiler decides what to inline by what it saw at each place of the code. Were the code shared, Aeron's poll
 * would see the fragment handlers of every system and of both ends, inline none of them, and each system's figures
 * would depend on which others ran beside it. In a class loader of its own, an end is compiled as if it were alone in
 * its process, while rounds still take turns within one process and one driver.
 */
final class Isolation
{
    private static final String SHARED = EndFactory.class.getPackageName() + '.';
    private static final String HISTOGRAM = "org.HdrHistogram.";

    private Isolation()
    {
    }

    static End open(final EndSpec spec, final IntSupplier hook)
    {
        final ClassLoader loader = new URLClassLoader(classPath(), new Filter());
        try
        {
            final EndFactory factory = (EndFactory)loader.loadClass(Scenarios.class.getName())
                .getDeclaredConstructor().newInstance();
            return factory.open(spec, hook);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new SkeinException("system " + spec.system() + " can not be loaded from the class path: " + ex, ex);
        }
        catch (final RuntimeException ex)
        {
            throw new SkeinException("system " + spec.system() + " does not start: " + ex.getMessage(), ex);
        }
    }

    private static URL[] classPath()
    {
        final String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        final URL[] urls = new URL[entries.length];
        try
        {
            for (int i = 0; i < entries.length; i++)
            {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
        }
        catch (final MalformedURLException ex)
        {
            throw new SkeinException("the class path can not be read: " + ex.getMessage(), ex);
        }
        return urls;
    }

    /**
     * Lets through the platform and what both sides speak of.
     */
    private static final class Filter extends ClassLoader
    {
        private Filter()
        {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(final String name) throws ClassNotFoundException
        {
            if (name.startsWith(SHARED) || name.startsWith(HISTOGRAM))
            {
                return Isolation.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
