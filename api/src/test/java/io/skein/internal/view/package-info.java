/**
 * Tests of the receiving side, without a driver.
 */
package io.skein.internal.view;
