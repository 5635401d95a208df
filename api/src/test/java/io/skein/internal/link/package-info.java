/**
 * Tests of what lies between Aeron and the rest, without a driver.
 */
package io.skein.internal.link;
