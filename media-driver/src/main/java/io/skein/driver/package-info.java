/**
 * The standalone and the embedded Aeron media driver.
 */
package io.skein.driver;
