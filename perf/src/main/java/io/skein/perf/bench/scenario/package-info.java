/**
 * The scenarios, behind one small interface: {@link io.skein.perf.bench.scenario.Scenario} makes the two ends of a
 * conversation out of a transport, and knows no system.
 * <p>
 * Critical path: the loop of each end. An end belongs to the thread that runs it; nothing allocates within a round.
 */
package io.skein.perf.bench.scenario;
