package io.skein.internal.stream;

import io.skein.ClosedException;
import io.skein.InterruptedWaitException;
import io.skein.SkeinException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;

/**
 * Skein's exceptions where {@code java.nio} and {@code java.io} want theirs.
 */
final class IoExceptions
{
    private IoExceptions()
    {
    }

    /**
     * @param ex to tell.
     * @return with that as its cause, and its message where it can have one.
     */
    static IOException of(final SkeinException ex)
    {
        if (ex instanceof ClosedException)
        {
            final ClosedChannelException closed = new Closed(ex.getMessage());
            closed.initCause(ex);
            return closed;
        }
        if (ex instanceof InterruptedWaitException)
        {
            final InterruptedIOException interrupted = new InterruptedIOException(ex.getMessage());
            interrupted.initCause(ex);
            return interrupted;
        }
        return new IOException(ex.getMessage(), ex);
    }

    /**
     * The platform's has no message.
     */
    private static final class Closed extends ClosedChannelException
    {
        private static final long serialVersionUID = 1L;

        private final String message;

        private Closed(final String message)
        {
            this.message = message;
        }

        @Override
        public String getMessage()
        {
            return message;
        }
    }
}
