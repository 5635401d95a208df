/**
 * Tests of the whole system: publishers and subscribers on real drivers, in real processes, and what happens to them
 * when a driver, a process or a thread goes away at a bad time. Every wait is for a condition, with a deadline; every
 * child process ends with its test.
 */
package io.skein.system;
