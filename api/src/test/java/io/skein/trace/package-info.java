/**
 * Clocks of other hosts, and names.
 */
package io.skein.trace;
