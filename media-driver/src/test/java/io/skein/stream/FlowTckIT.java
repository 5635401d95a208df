package io.skein.stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestNGListener;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Runs the test kit of Reactive Streams, which is written for TestNG.
 */
@Timeout(240)
class FlowTckIT
{
    private static final int RULES = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {ChunkPublisherVerification.class, RetainedPublisherVerification.class})
    void shouldKeepTheRulesOfReactiveStreams(final Class<?> verification)
    {
        final TestListenerAdapter listener = new TestListenerAdapter();
        final TestNG kit = new TestNG(false);
        kit.setOutputDirectory(folder.toString());
        kit.setTestClasses(new Class<?>[]{verification});
        final ITestNGListener anyListener = listener;
        kit.addListener(anyListener);
        kit.run();
        final List<String> broken = listener.getFailedTests().stream().map(FlowTckIT::describe).toList();
        assertEquals(List.of(), broken);
        assertEquals(List.of(), listener.getConfigurationFailures());
        assertTrue(listener.getPassedTests().size() >= RULES, () -> "only " + listener.getPassedTests().size());
    }

    private static String describe(final ITestResult result)
    {
        return result.getName() + ": " + result.getThrowable();
    }
}
