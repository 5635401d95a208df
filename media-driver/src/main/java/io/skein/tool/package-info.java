/**
 * What the commands of {@code ./skein} share: finding them, their errors and exit codes, and how they show numbers.
 * <p>
 * A module adds commands with a {@link io.skein.tool.CommandProvider}. A command is a picocli command that is a
 * {@code Callable<Integer>}; it throws what it can not deal with and never prints a stack trace. Nothing here is for
 * hot paths, and nothing here but {@link io.skein.tool.StopSignal} is safe for use by several threads.
 * <p>
 * Needs picocli, gson and HdrHistogram, which are optional dependencies of this module: programs that only embed a
 * driver do without.
 */
package io.skein.tool;
