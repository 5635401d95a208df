/**
 * Topics: names bound to Aeron channels, streams and policies, and the catalogue that a file or a program makes of
 * them.
 * <p>
 * Nothing here is on a critical path: topics are read once, when a publisher or subscriber is added. Everything public
 * is immutable and thread-safe. What can not be used is refused when it is made, with a
 * {@link io.skein.ConfigurationException} that has a line for each reason; a file is read to its end first, so that all
 * of its errors come at once.
 */
package io.skein.topic;
