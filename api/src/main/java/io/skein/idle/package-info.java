/**
 * Waiting. A thread that finds nothing to do spins for a while, because what it waits for usually comes within a
 * microsecond; then it runs the embedded driver, if there is one; then, by strategy, it yields or parks.
 * <p>
 * Critical path: the spin. Nothing here allocates or locks. Idle strategies keep state and belong to one thread; the
 * hook is shared by all.
 */
package io.skein.idle;
