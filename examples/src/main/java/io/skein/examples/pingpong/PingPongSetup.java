package io.skein.examples.pingpong;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What the command line asks for, checked.
 *
 * @param role           of this process.
 * @param routes         channels.
 * @param aeronDirectory of a driver that runs already; null for an embedded one.
 * @param plan           of ping.
 * @param content        that ping sends; null for pong.
 * @param isPicture      whether that is a picture.
 * @param outputs        files to write.
 */
record PingPongSetup(
    Role role, Routes routes, Path aeronDirectory, PingPlan plan, Content content, boolean isPicture, Outputs outputs)
{
    /**
     * Files to write, each may be null.
     *
     * @param picture what came back, as PNG.
     * @param hgrm    percentiles as HdrHistogram writes them.
     * @param json    results.
     */
    record Outputs(Path picture, Path hgrm, Path json)
    {
    }

    String roleName()
    {
        return role.name().toLowerCase(Locale.ROOT);
    }

    String driverName()
    {
        return null == aeronDirectory ? "cooperative" : "external";
    }
}
