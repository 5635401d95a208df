/**
 * Payloads: what a message carries, as a list of segments that nobody copies without being asked to.
 * <p>
 * Critical path: borrowing memory, handing its segments to a gather offer, and giving it back.
 * {@link io.skein.payload.ReusablePayload} does so without allocating. Payloads may be read and closed by any thread;
 * readers, slicers and reusable payloads belong to one thread at a time. Misuse is an exception of the JDK's
 * ({@link java.lang.IllegalStateException} after closing, {@link java.lang.IndexOutOfBoundsException} beyond the end)
 * and leaves the payload as it was.
 */
package io.skein.payload;
