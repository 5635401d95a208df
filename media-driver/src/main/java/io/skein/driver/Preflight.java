package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.skein.DriverException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks before a driver starts whether it could work: what would else be a SIGBUS, a stack trace or a silent loss later
 * is one line with value, need and setting now.
 */
final class Preflight
{
    private final Host host;

    Preflight(final Host host)
    {
        this.host = host;
    }

    /**
     * @param options   of the driver.
     * @param directory where the driver's directory will be; exists.
     * @throws DriverException with one line per problem.
     */
    void check(final DriverOptions options, final Path directory)
    {
        final List<String> problems = new ArrayList<>();
        add(problems, JvmAccess.problem(host.isUnsafeOpen()));
        if (problems.isEmpty())
        {
            final MediaDriver.Context context = options.profile().context();
            add(problems, space(directory, options.totalNeedBytes()));
            add(problems, sendBuffer(context.socketSndbufLength(), context.mtuLength()));
            add(problems, receiveBuffer(context.socketRcvbufLength(), context.initialWindowLength()));
        }
        if (!problems.isEmpty())
        {
            throw new DriverException(String.join("\n", problems));
        }
    }

    String space(final Path directory, final long needBytes)
    {
        try
        {
            final long usableBytes = host.usableBytes(directory);
            return usableBytes >= needBytes ? null : "not enough space below " + directory + ": " + usableBytes +
                " bytes free, need " + needBytes + "; enlarge it (docker: --shm-size), set a directory with" +
                " --aeron-dir, or lower " + DriverProperties.IPC_TERM_LENGTH + " and " + DriverProperties.TERM_LENGTH;
        }
        catch (final IOException ex)
        {
            return "can not tell the free space below " + directory + ": " + Objects.toString(ex.getMessage()) +
                "; need " + needBytes + " bytes; set another directory with --aeron-dir";
        }
    }

    String sendBuffer(final int wanted, final int mtu)
    {
        try
        {
            final int granted = host.grantedSendBuffer(wanted);
            return granted >= mtu ? null : "SO_SNDBUF is " + granted + " bytes, need " + mtu + " for " +
                DriverProperties.MTU + "; raise net.core.wmem_max and " + DriverProperties.SNDBUF + ", or lower " +
                DriverProperties.MTU;
        }
        catch (final IOException ex)
        {
            return noSocket(ex);
        }
    }

    String receiveBuffer(final int wanted, final int window)
    {
        try
        {
            final int granted = host.grantedReceiveBuffer(wanted);
            return granted >= window ? null : "SO_RCVBUF is " + granted + " bytes, need " + window + " for " +
                DriverProperties.WINDOW + "; raise net.core.rmem_max and " + DriverProperties.RCVBUF + ", or lower " +
                DriverProperties.WINDOW;
        }
        catch (final IOException ex)
        {
            return noSocket(ex);
        }
    }

    private static String noSocket(final IOException ex)
    {
        return "can not open a UDP socket: " + Objects.toString(ex.getMessage()) +
            "; need one free file descriptor (ulimit -n) and a network stack";
    }

    private static void add(final List<String> problems, final String problem)
    {
        if (null != problem && !problems.contains(problem))
        {
            problems.add(problem);
        }
    }
}
