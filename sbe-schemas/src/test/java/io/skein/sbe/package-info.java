/**
 * Holds the wire format still: every byte, id and length that programs already built rely on.
 */
package io.skein.sbe;
