/**
 * Keeping time in the examples: waits that end, and schedules. Each object belongs to one thread; nothing allocates
 * after it was made.
 */
package io.skein.examples.pace;
