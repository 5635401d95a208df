/**
 * The command {@code soak}: a verifier of the pool lane that runs for as long as one likes. Publishers, forwarders and
 * subscribers in processes of their own exchange frames with checksums, while {@link io.skein.perf.soak.Soak} kills and
 * stops them at bad moments and starts them again; at intervals everything is calm, and every slot must be free.
 * <p>
 * A process ({@link io.skein.perf.soak.SoakProcess}) is spoken to a line at a time, see
 * {@link io.skein.perf.soak.SoakMember}; it ends with its input, so none outlives the command. What a process finds is
 * said at once, so that it is known when the process is killed a moment later. Nothing here is measured: threads park,
 * and two cores are enough.
 */
package io.skein.perf.soak;
