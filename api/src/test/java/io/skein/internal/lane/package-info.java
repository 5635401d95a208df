/**
 * Tests of the lanes, without a driver.
 */
package io.skein.internal.lane;
