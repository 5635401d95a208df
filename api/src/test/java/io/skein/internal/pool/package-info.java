/**
 * Tests of {@link io.skein.internal.pool}.
 */
package io.skein.internal.pool;
