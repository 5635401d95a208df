/**
 * Tests that hold what the README shows, and what tests of several programs need.
 */
package io.skein.examples;
