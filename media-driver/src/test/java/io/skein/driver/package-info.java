/**
 * Tests of the media driver: units with fakes, and {@code *IT} with real drivers and real processes.
 */
package io.skein.driver;
