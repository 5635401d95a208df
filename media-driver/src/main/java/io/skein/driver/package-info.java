/**
 * The media driver, inside a process or as one of its own: profiles, the preflight, who owns a directory, and how idle
 * threads run a driver that has no thread.
 * <p>
 * Critical path: {@link io.skein.Connection#hook() the cooperative hook} and nothing else. It neither allocates nor
 * blocks nor throws.
 * <p>
 * Thread model: {@link io.skein.driver.EmbeddedDriver} is thread-safe, profiles and options are immutable. At most one
 * thread is in a driver's duty cycle, and none after it is closed, because closing unmaps.
 * <p>
 * Error policy: what prevents a start is a {@link io.skein.DriverException}, what is wrong with a profile is a
 * {@link io.skein.ConfigurationException}, one line per problem. What goes wrong later goes to the error handler of
 * the options and to Aeron's distinct error log.
 */
package io.skein.driver;
