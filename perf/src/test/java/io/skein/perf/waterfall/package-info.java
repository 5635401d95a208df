/**
 * Tests of the waterfall.
 */
package io.skein.perf.waterfall;
