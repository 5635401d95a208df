/**
 * Framing over the generated codecs: templates that publishers stamp into the log, and readers that believe nothing
 * until it is checked.
 * <p>
 * Critical path: {@link io.skein.internal.wire.HeaderTemplate#stamp} and
 * {@link io.skein.internal.wire.MessageReader#read}. Everything here belongs to one thread. A bad frame is a verdict
 * with a reason, never an exception, and nothing is ever read outside the frame.
 */
package io.skein.internal.wire;
