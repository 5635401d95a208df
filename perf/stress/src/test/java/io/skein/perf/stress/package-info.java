/**
 * Runs a few of the stress tests with each build.
 */
package io.skein.perf.stress;
