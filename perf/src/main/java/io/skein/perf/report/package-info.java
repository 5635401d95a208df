/**
 * What results look like: one page, tables, plots, differences. Works on the JSON that the benchmarks write and on
 * nothing else, so that a page can be made again from a file. Pure functions; any thread.
 */
package io.skein.perf.report;
