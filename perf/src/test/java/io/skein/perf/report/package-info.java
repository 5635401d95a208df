/**
 * Tests of reports.
 */
package io.skein.perf.report;
