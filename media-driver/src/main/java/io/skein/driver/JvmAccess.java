package io.skein.driver;

import io.skein.DriverException;
import org.agrona.DirectBuffer;

/**
 * Agrona reads memory through {@code jdk.internal.misc.Unsafe}, which a JVM opens only if told to.
 */
final class JvmAccess
{
    static final String OPTION = "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED";

    private JvmAccess()
    {
    }

    static boolean isOpen()
    {
        return Object.class.getModule().isOpen("jdk.internal.misc", DirectBuffer.class.getModule());
    }

    /**
     * @throws DriverException if the option is missing: every class of Aeron would fail, with a stack trace.
     */
    static void require()
    {
        final String problem = problem(isOpen());
        if (null != problem)
        {
            throw new DriverException(problem);
        }
    }

    static String problem(final boolean isOpen)
    {
        return isOpen ? null : "this JVM keeps jdk.internal.misc closed, and Agrona needs it; start java with " +
            OPTION + ", or set JDK_JAVA_OPTIONS to it";
    }
}
