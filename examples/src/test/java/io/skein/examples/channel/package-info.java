/**
 * Tests of what commands that bring bytes have in common.
 */
package io.skein.examples.channel;
