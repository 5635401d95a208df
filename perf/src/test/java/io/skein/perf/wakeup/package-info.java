/**
 * Tests of what measures waiting.
 */
package io.skein.perf.wakeup;
