/**
 * Tests of {@link io.skein.internal.files}, and processes for tests that kill some.
 */
package io.skein.internal.files;
