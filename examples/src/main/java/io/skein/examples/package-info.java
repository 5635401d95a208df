/**
 * Programs to start from.
 */
package io.skein.examples;
