/**
 * {@code ./skein stream} as users start it.
 */
package io.skein.examples.stream;
