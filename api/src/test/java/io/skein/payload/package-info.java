/**
 * Tests of payloads: content, boundaries, ownership.
 */
package io.skein.payload;
