/**
 * Parts of byte streams by themselves.
 */
package io.skein.internal.stream;
