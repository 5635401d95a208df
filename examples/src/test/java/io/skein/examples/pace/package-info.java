/**
 * Tests of {@link io.skein.examples.pace}.
 */
package io.skein.examples.pace;
