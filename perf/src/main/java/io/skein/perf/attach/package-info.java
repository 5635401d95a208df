/**
 * What the tools share that attach to a topic and let one look on, {@code ./skein latency} and {@code ./skein trace}:
 * options that name the topic, a subscriber of any kind, a run of threads until its time is over or Ctrl-C, and text
 * that fits a terminal and stays in its place there. The ends of a run have threads of their own; the command's shows
 * what they have, and no end waits for a terminal. An end that fails ends the run, and so the command.
 */
package io.skein.perf.attach;
