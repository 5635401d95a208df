package io.skein.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Catches SIGTERM and SIGINT, so that a process can end with an exit status of its own: a JVM that ends by a shutdown
 * hook always reports the signal. Reached by reflection, as {@code sun.misc.Signal} is no part of the platform; where
 * it is missing, a shutdown hook calls instead.
 */
final class TerminationSignals implements AutoCloseable
{
    private final List<Object[]> previous = new ArrayList<>();

    private TerminationSignals()
    {
    }

    static TerminationSignals install(final Runnable onSignal)
    {
        final TerminationSignals signals = new TerminationSignals();
        try
        {
            signals.handle("TERM", onSignal);
            signals.handle("INT", onSignal);
        }
        catch (final ReflectiveOperationException | IllegalArgumentException ex)
        {
            Runtime.getRuntime().addShutdownHook(new Thread(onSignal, "skein-termination"));
        }
        return signals;
    }

    private void handle(final String name, final Runnable onSignal) throws ReflectiveOperationException
    {
        final Class<?> signalClass = Class.forName("sun.misc.Signal");
        final Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
        final InvocationHandler invocations = (proxy, method, arguments) -> answer(onSignal, proxy, method, arguments);
        final Object handler = Proxy.newProxyInstance(
            TerminationSignals.class.getClassLoader(), new Class<?>[]{handlerClass}, invocations);
        final Object signal = signalClass.getConstructor(String.class).newInstance(name);
        final Object before =
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
        previous.add(new Object[]{signal, before});
    }

    private static Object answer(
        final Runnable onSignal, final Object proxy, final Method method, final Object[] arguments)
    {
        switch (method.getName())
        {
            case "handle":
                onSignal.run();
                return null;

            case "hashCode":
                return System.identityHashCode(proxy);

            case "equals":
                return proxy == arguments[0];

            default:
                return "skein termination";
        }
    }

    /**
     * Put back what was there before.
     */
    @Override
    public void close()
    {
        for (final Object[] pair : previous)
        {
            try
            {
                final Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
                pair[0].getClass().getMethod("handle", pair[0].getClass(), handlerClass).invoke(null, pair);
            }
            catch (final ReflectiveOperationException ignore)
            {
                // It worked on the way in; the process is about to end.
            }
        }
        previous.clear();
    }
}
