package io.skein.tool;

/**
 * What the exit code of a command says.
 */
public final class ExitCodes
{
    /**
     * The command did what it was asked for.
     */
    public static final int OK = 0;

    /**
     * It could not, and one line on stderr says why; or what it found is bad, as its output says.
     */
    public static final int FAILED = 1;

    /**
     * The command line can not be understood.
     */
    public static final int USAGE = 2;

    /**
     * Stopped by SIGINT, as with Ctrl-C. A command that was stopped by SIGTERM ends with 143.
     */
    public static final int INTERRUPTED = 130;

    private ExitCodes()
    {
    }
}
