/**
 * Tests of the whole system: publishers and subscribers on a real driver.
 */
package io.skein.system;
