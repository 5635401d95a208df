/**
 * Tests of what messages hold.
 */
package io.skein.perf.bench.system;
