/**
 * Tests of the trace tool.
 */
package io.skein.perf.trace;
