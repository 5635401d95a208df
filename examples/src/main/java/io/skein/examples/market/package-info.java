/**
 * Market data: quotes in a schema of the user's own, on topics of kind raw. A feed publishes by schedule, a book
 * builder makes books of it and publishes the best prices, a strategy decides. A trading user starts here: read
 * {@code Feed}, {@code BookBuilder} and {@code Strategy}; the rest is command line and report.
 * <p>
 * Each stage is one thread, and the critical path is its loop: it allocates nothing after it has begun. What comes is
 * checked before it is used: what is no message of the schema is counted and left out. Latency counts from when a
 * quote had to leave.
 */
package io.skein.examples.market;
