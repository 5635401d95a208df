/**
 * The wire read and written byte by byte, by friends and by enemies.
 */
package io.skein.internal.wire;
