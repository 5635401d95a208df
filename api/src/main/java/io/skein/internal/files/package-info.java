/**
 * Files that outlive a process and must not: private ones, and locks that tell whether their owner lives.
 * <p>
 * Not on any critical path; thread-safe, and deaf to interrupts, which would close a channel and drop its lock. What
 * goes wrong is an {@link java.io.IOException}: only the caller knows which setting would help.
 */
package io.skein.internal.files;
