/**
 * Pictures in files: what the examples send, and what they write. Decoding and encoding take their time and allocate;
 * nothing here belongs on a critical path. Safe for any thread. A file that can not be read is one line of text.
 */
package io.skein.examples.picture;
