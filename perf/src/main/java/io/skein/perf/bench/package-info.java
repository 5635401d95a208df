/**
 * The command {@code bench}: systems side by side, in rounds that take turns, with medians and ratios.
 * <p>
 * {@link io.skein.perf.bench.Conductor} opens two ends for every system (see
 * {@link io.skein.perf.bench.end.End}), in threads or with the far one in a process of its own, plays warm-up and
 * rounds, and collects; {@link io.skein.perf.bench.BenchReport} prints. Every end loads the code that it runs anew
 * ({@link io.skein.perf.bench.Isolation}), so that a system's code is compiled for that system alone.
 */
package io.skein.perf.bench;
