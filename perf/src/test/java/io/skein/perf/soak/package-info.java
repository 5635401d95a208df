/**
 * Tests of the command {@code soak}.
 */
package io.skein.perf.soak;
