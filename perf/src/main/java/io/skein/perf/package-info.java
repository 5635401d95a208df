/**
 * Measurements.
 */
package io.skein.perf;
