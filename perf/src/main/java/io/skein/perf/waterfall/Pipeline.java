package io.skein.perf.waterfall;

import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;

import java.util.List;
import java.util.stream.Stream;

/**
 * A pipeline to run. The frame is written once by its source and forwarded where it lies, but by a stage that changes
 * its size, which writes a new one; every stage reads every byte.
 *
 * @param name   on the command line.
 * @param label  for people.
 * @param types  of the frames that each stage sends, from the source on: one for each hop.
 * @param workMs simulated in each stage, source and sink included.
 */
record Pipeline(String name, String label, List<TensorType> types, int workMs)
{
    private static final TensorType UHD = type(2160, 3840);
    private static final TensorType HD = type(1080, 1920);
    private static final TensorType SD = type(480, 854);

    /**
     * All pipelines.
     */
    static final List<Pipeline> ALL = List.of(
        new Pipeline("4k_raw", "4K raw", List.of(UHD, UHD), 10),
        new Pipeline("1080p_raw", "1080p raw", List.of(HD, HD, HD), 5),
        new Pipeline("480p_raw", "480p raw", List.of(SD, SD, SD, SD), 2),
        new Pipeline("4k_to_1080p", "4K to 1080p", List.of(UHD, HD, HD), 10));

    private static TensorType type(final int height, final int width)
    {
        return TensorType.of(DataType.UINT8, height, width, 3);
    }

    static List<String> names()
    {
        return ALL.stream().map(Pipeline::name).toList();
    }

    static Pipeline of(final String name)
    {
        return ALL.stream().filter((one) -> one.name().equals(name)).findFirst().orElse(null);
    }

    Pipeline withWork(final int newWorkMs)
    {
        return new Pipeline(name, label, types, newWorkMs);
    }

    int hops()
    {
        return types.size();
    }

    /**
     * @param stage that sends, from 0.
     * @return whether it makes the frames that it sends.
     */
    boolean isMaker(final int stage)
    {
        return 0 == stage || !types.get(stage).equals(types.get(stage - 1));
    }

    List<String> stageNames()
    {
        return Stream.iterate(0, (stage) -> stage <= hops(), (stage) -> stage + 1).map((stage) ->
            0 == stage ? "source" : stage == hops() ? "sink" : (isMaker(stage) ? "scale " : "filter ") + stage)
            .toList();
    }
}
