/**
 * {@code ./skein pingpong}: tensors go to the other side and back, every byte of every reply is verified, and the round
 * trips are shown as percentiles. The program to start from.
 * <p>
 * Read it in this order: {@link io.skein.examples.pingpong.Pong} receives and answers,
 * {@link io.skein.examples.pingpong.Ping} sends, times and verifies,
 * {@link io.skein.examples.pingpong.TensorSender} chooses between claim and offer,
 * {@link io.skein.examples.pingpong.Routes} says on which channels, and
 * {@link io.skein.examples.pingpong.PingPongCommand} is the command line. Ping and pong each belong to one thread.
 */
package io.skein.examples.pingpong;
