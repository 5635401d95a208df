/**
 * What threads may see of each other in {@code io.skein.internal.pool}.
 */
package io.skein.internal.pool;
