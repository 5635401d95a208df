/**
 * Trace blocks written and read, by friends and by enemies.
 */
package io.skein.internal.trace;
