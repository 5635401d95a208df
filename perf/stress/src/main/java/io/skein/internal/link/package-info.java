/**
 * What threads may see of each other in {@code io.skein.internal.link}.
 */
package io.skein.internal.link;
