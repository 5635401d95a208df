/**
 * Tests of the latency tool.
 */
package io.skein.perf.latency;
