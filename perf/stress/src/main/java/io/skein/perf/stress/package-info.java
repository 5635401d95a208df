/**
 * Starts jcstress on the classes that several threads or processes share. The tests are in the packages of the classes
 * that they test, as unit tests are. Run {@code java -jar perf/stress/target/stress.jar}, with jcstress' own options.
 */
package io.skein.perf.stress;
