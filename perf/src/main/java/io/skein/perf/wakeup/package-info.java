/**
 * What waiting costs: processor time of an idle process, and how late a waiting thread sees a message. One subscriber,
 * one publisher and the embedded driver in one process.
 */
package io.skein.perf.wakeup;
