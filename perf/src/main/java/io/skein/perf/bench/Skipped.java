package io.skein.perf.bench;

/**
 * What was asked for and can not be.
 *
 * @param system    that would have carried it.
 * @param size      of the payload in bytes.
 * @param reason    why it does not.
 * @param isFailure whether it should have.
 */
record Skipped(String system, int size, String reason, boolean isFailure)
{
    @Override
    public String toString()
    {
        return "skipped: " + system + " at " + size + " B: " + reason;
    }
}
