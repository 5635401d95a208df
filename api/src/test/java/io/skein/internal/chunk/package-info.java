/**
 * Tests of payloads in slices.
 */
package io.skein.internal.chunk;
