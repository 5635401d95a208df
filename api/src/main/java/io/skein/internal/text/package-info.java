/**
 * Words for error messages. Not on any critical path; all stateless and thread-safe.
 */
package io.skein.internal.text;
