/**
 * Windows over memory that belongs to somebody else: what claims and views hand out instead of new buffers.
 * <p>
 * Critical path: moving a window. A window belongs to one thread, and what it shows lives as long as its owner says.
 */
package io.skein.internal.memory;
