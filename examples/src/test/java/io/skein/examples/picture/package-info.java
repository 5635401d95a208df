/**
 * Tests of {@link io.skein.examples.picture}.
 */
package io.skein.examples.picture;
