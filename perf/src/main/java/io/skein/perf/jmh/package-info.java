/**
 * Micro-benchmarks for JMH, each beside a baseline: {@code java -jar perf/target/benchmarks.jar}. Average time, two
 * forks, on one thread; every state belongs to the thread that measures.
 */
package io.skein.perf.jmh;
