/**
 * {@code ./skein trace}: where the messages of a topic spend their time, while one looks on. One thread receives and
 * records, and the command's own shows; both take turns at the {@link io.skein.perf.trace.TraceTally}, which the latter
 * has for as long as it takes to read some percentiles, and not while it writes to a terminal: a listener that does not
 * poll holds publishers up. What traces say is bounded before it is kept. An end that fails ends the command.
 */
package io.skein.perf.trace;
