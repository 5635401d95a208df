/**
 * The front door: {@code Skein} connects to a media driver and hands out publishers and subscribers.
 * <p>
 * Expected refusals are {@link io.skein.Outcome}s, misuse and faults are {@link io.skein.SkeinException}s, and what
 * goes wrong in the background goes to the error handler given to {@code Skein} and to a counter.
 */
package io.skein;
