/**
 * Tests of what the tools share that attach to a topic.
 */
package io.skein.perf.attach;
