/**
 * The pool lane: slots in shared memory that a publisher fills in place and subscribers read in place.
 * <p>
 * {@link io.skein.internal.pool.PoolDescriptor} and {@link io.skein.internal.pool.SlotDescriptor} are the layouts,
 * {@link io.skein.internal.pool.PoolFiles} is the owner's side of the files, {@link io.skein.internal.pool.MappedPool}
 * that of a reader, and {@link io.skein.internal.pool.PoolSweeper} removes what dead owners left. Liveness is an OS
 * lock, never a timer or a process id.
 * <p>
 * Critical path: what is done in the mapped memory; files are made and opened before, at most once for each pool. What
 * a reader finds in a file or a descriptor is hostile until it is checked, and checked values are kept, not read again.
 * What goes wrong with files is a {@link io.skein.PoolException}. The classes of the files are thread-safe; memory
 * stays mapped until {@code unmap()}, which is for those who know that nobody looks at it any more.
 */
package io.skein.internal.pool;
