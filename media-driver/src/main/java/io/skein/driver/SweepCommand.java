package io.skein.driver;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code skein driver sweep}: removes what killed embedded drivers left behind.
 */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = "Remove the directories of embedded drivers whose process is dead.")
public final class SweepCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "List, remove nothing.")
    private boolean isDryRun;

    @Option(names = "--base", paramLabel = "DIR", description = "Where embedded drivers live.", hidden = true)
    private Path base;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean isJson;

    /**
     * For picocli.
     */
    public SweepCommand()
    {
    }

    /**
     * Sweep and report.
     *
     * @return 0.
     */
    @Override
    public Integer call()
    {
        final SweepReport report =
            DriverSweeper.sweep(null == base ? DriverSweeper.defaultBase() : base, isDryRun);
        final PrintWriter out = spec.commandLine().getOut();
        if (isJson)
        {
            final JsonArray removed = new JsonArray();
            report.removed().forEach((path) -> removed.add(path.toString()));
            final JsonObject object = new JsonObject();
            object.addProperty("base", report.base().toString());
            object.addProperty("dryRun", report.isDryRun());
            object.add("removed", removed);
            object.addProperty("bytes", report.bytes());
            object.addProperty("inUse", report.inUse());
            out.println(new GsonBuilder().create().toJson(object));
        }
        else
        {
            report.removed().forEach((path) -> out.println((isDryRun ? "would remove " : "removed ") + path));
            out.printf("%d directories, %d bytes %s in %s; %d in use%n", report.removed().size(), report.bytes(),
                isDryRun ? "to remove" : "removed", report.base(), report.inUse());
        }
        out.flush();
        return 0;
    }
}
