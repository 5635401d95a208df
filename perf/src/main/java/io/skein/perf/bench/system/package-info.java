/**
 * The systems that are measured, behind one small interface: {@link io.skein.perf.bench.system.BenchSystem} opens a
 * {@link io.skein.perf.bench.system.Transport}, which makes senders and receivers. Each is written as its own experts
 * would write it; what they do with the bytes is in {@link io.skein.perf.bench.system.Content} for all of them.
 * <p>
 * Critical path: {@code trySend} and {@code poll}. Nothing here allocates after the first message. Objects belong to
 * one thread. Every end loads these classes anew (see {@link io.skein.perf.bench.Isolation}), so that a call through an
 * interface has one target and the compiler inlines it.
 */
package io.skein.perf.bench.system;
