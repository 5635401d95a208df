/**
 * {@code ./skein latency}: how long messages take, while one looks on. One thread sends on schedule, one receives and
 * records, and the command's own shows what was recorded since it last looked and since the start; histograms go from
 * the one to the other through HdrHistogram's recorder, which neither waits for. What should have come and did not has
 * a latency too. An end that fails ends the command.
 */
package io.skein.perf.latency;
