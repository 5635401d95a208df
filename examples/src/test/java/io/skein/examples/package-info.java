/**
 * Tests that hold what the README shows.
 */
package io.skein.examples;
