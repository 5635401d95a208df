/**
 * Tests of {@link io.skein.internal.lane}.
 */
package io.skein.internal.lane;
