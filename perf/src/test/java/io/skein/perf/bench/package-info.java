/**
 * Tests of the benchmarks: what they compute, what they write, and that they run. None asserts a time.
 */
package io.skein.perf.bench;
