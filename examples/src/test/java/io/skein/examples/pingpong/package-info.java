/**
 * Tests of the ping/pong program: its parts, its command line in this process, and real processes.
 */
package io.skein.examples.pingpong;
