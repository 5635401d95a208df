/**
 * Tests of what the commands share, in virtual time and without a terminal.
 */
package io.skein.tool;
