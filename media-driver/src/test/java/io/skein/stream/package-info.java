/**
 * Byte streams over real drivers: one contract for shared memory and for sockets.
 */
package io.skein.stream;
