/**
 * Tests of the market-data example.
 */
package io.skein.examples.market;
