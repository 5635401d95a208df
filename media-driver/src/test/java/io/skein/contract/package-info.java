/**
 * What publishers and subscribers promise, on real drivers: one suite for every kind of topic, channel and sharing.
 */
package io.skein.contract;
