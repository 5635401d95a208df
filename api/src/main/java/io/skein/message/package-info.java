/**
 * Publishing and receiving of messages and raw bytes, and what all kinds of publishers and subscribers share.
 * <p>
 * Critical path: {@code tryClaim}, {@code commit}, {@code offer} and {@code poll}; none of them allocates, locks or
 * throws for an expected refusal. A publisher and a subscriber belong to one thread at a time, except for publishers
 * that were added as shared. {@code close} may come from any thread at any time: it waits until no operation is in
 * flight, so memory is never unmapped under a claim or a view.
 */
package io.skein.message;
