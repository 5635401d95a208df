/**
 * Between Aeron and the rest: one thread that owns the Aeron client, links that are made anew when the driver changes,
 * and the gates that keep memory mapped while somebody is at it.
 * <p>
 * Critical path: {@link io.skein.internal.link.Gate#tryEnter()} and {@link io.skein.internal.link.Gate#leave()}. All
 * else runs on the thread of {@link io.skein.internal.link.ClientSupervisor}, whose errors go to the user's error
 * handler and never end it.
 */
package io.skein.internal.link;
