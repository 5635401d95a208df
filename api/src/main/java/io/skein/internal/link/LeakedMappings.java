package io.skein.internal.link;

/**
 * Leaves the Aeron client's close before it unmaps: it lets no exception stop it, but an error. What is still in use
 * stays mapped for as long as somebody refers to it.
 */
final class LeakedMappings extends Error
{
    private static final long serialVersionUID = 1L;

    LeakedMappings(final String message)
    {
        super(message);
    }
}
