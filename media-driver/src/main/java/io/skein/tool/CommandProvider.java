package io.skein.tool;

import java.util.List;

/**
 * Adds commands to {@code ./skein}. Found with {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services/io.skein.tool.CommandProvider} of the module.
 */
@FunctionalInterface
public interface CommandProvider
{
    /**
     * The commands, new ones at each call: a command object is used once.
     *
     * @return objects annotated with picocli's {@code @Command}, each a {@code Callable<Integer>} that returns one of
     *     the {@link ExitCodes}.
     */
    List<Object> commands();
}
