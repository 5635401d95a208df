/**
 * Tests of data types and tensor types.
 */
package io.skein.tensor;
