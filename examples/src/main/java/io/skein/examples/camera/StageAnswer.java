package io.skein.examples.camera;

import io.skein.SkeinException;

/**
 * What the process of a stage says, as JSON in a line. Empty: it is ready.
 *
 * @param phase  that it is in; null if this is not about its progress.
 * @param done   steps of that phase.
 * @param total  steps of that phase in all.
 * @param report at the end; null before.
 * @param error  why it failed, in one line; null if it did not.
 */
record StageAnswer(String phase, long done, long total, StageReport report, String error)
{
    static final StageAnswer READY = new StageAnswer(null, 0, 0, null, null);

    static StageAnswer progress(final String phase, final long done, final long total)
    {
        return new StageAnswer(phase, done, total, null, null);
    }

    static StageAnswer end(final StageReport report)
    {
        return new StageAnswer(null, 0, 0, report, null);
    }

    static StageAnswer failure(final Exception ex)
    {
        final String message = null == ex.getMessage() ? "" : ex.getMessage().replace('\n', ' ');
        final boolean isPlain = ex instanceof SkeinException && !message.isEmpty();
        return new StageAnswer(null, 0, 0, null, isPlain ? message : ex.getClass().getSimpleName() + ' ' + message);
    }
}
