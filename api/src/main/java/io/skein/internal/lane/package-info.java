/**
 * The publishing side: how a message gets into the log.
 * <p>
 * A claim is encoded in place; an offer is gathered from the caller's segments with one copy. Which lane a message
 * takes
 * is decided per message and counted. Critical path: {@code tryClaim}, {@code commit} and {@code offer}, which allocate
 * nothing. An exclusive publisher belongs to one thread; a shared one takes a spin lock around what touches the log,
 * and leaves the encoding outside of it.
 */
package io.skein.internal.lane;
