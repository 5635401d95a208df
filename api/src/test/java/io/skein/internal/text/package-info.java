/**
 * Tests of words for error messages.
 */
package io.skein.internal.text;
