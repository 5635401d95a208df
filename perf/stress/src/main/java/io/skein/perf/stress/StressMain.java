package io.skein.perf.stress;

import org.openjdk.jcstress.Main;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * jcstress, with what Agrona needs of the JVMs that it forks.
 */
public final class StressMain
{
    private static final String OPENS = "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED";

    private StressMain()
    {
    }

    /**
     * @param args of jcstress; {@code -h} lists them.
     * @throws Exception if a test failed, or could not be run.
     */
    public static void main(final String[] args) throws Exception
    {
        final List<String> all = new ArrayList<>(Arrays.asList(args));
        final int jvmArgs = all.indexOf("-jvmArgs") + 1;
        if (jvmArgs > 0 && jvmArgs < all.size())
        {
            all.set(jvmArgs, OPENS + ' ' + all.get(jvmArgs));
        }
        else
        {
            all.add("-jvmArgsPrepend");
            all.add(OPENS);
        }
        Main.main(all.toArray(new String[0]));
    }
}
