package io.skein.internal.link;

/**
 * The one switch for checks on hot paths: {@code -Dskein.checks=false} turns them off. They are on by default.
 */
public final class Checks
{
    /**
     * Name of the system property.
     */
    public static final String PROPERTY = "skein.checks";

    /**
     * Whether misuse is looked for on hot paths.
     */
    public static final boolean ENABLED = !"false".equalsIgnoreCase(System.getProperty(PROPERTY));

    private Checks()
    {
    }
}
