package io.skein.internal.stream;

import io.skein.stream.StreamException;
import io.skein.stream.StreamException.Reason;

/**
 * Why a stream ended before its end.
 *
 * @param reason  for programs.
 * @param message for people.
 */
record Failure(Reason reason, String message)
{
    StreamException exception()
    {
        return new StreamException(reason, message);
    }
}
