/**
 * Tests of the transfer of files: its parts, its command line, and real processes that are killed.
 */
package io.skein.examples.transfer;
