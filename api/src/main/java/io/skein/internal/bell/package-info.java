/**
 * Sleeping until there is something to do, across processes. A thread that sleeps says so in a word of a small shared
 * file (the {@link io.skein.internal.bell.Board}); who publishes looks at that word after each commit, one load of a
 * line in its own cache, and rings only then: the thread itself if it lives in this process, else the socket of its
 * process ({@link io.skein.internal.bell.Bell}).
 * <p>
 * Critical path: {@link io.skein.internal.bell.Doorbell#isAwaited()}. Everything else may take microseconds. Why no
 * wake-up is lost for long is argued in docs/adr/0011-event-driven-waiting.md. Errors here never reach a publisher:
 * what can not be rung wakes by itself, later.
 */
package io.skein.internal.bell;
