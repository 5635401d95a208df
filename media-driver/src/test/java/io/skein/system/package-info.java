/**
 * Real drivers, real processes: what happens to publishers and subscribers when a driver, a process or a thread goes
 * away at a bad time. Every wait is for a condition, with a deadline; every child process ends with its test.
 */
package io.skein.system;
