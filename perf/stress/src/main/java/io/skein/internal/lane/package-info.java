/**
 * What threads may see of each other in {@code io.skein.internal.lane}.
 */
package io.skein.internal.lane;
