/**
 * What the two sides of the isolation share: the benchmark that conducts, and the ends that send and receive. Types of
 * the platform, of HdrHistogram and of this package only; everything else an end uses, it loads for itself.
 * <p>
 * An end belongs to the thread that runs its rounds; {@link io.skein.perf.bench.end.End#stop()} comes from any.
 */
package io.skein.perf.bench.end;
