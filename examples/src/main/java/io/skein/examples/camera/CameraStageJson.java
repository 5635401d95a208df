package io.skein.examples.camera;

import io.skein.tensor.TensorType;
import org.HdrHistogram.Histogram;

/**
 * A stage as it is written with {@code --json}. Null: no value.
 *
 * @param system                always {@code skein}.
 * @param scenario              always {@code camera-stage}.
 * @param stage                 from 0.
 * @param name                  what it does.
 * @param lane                  that carried most of its frames; null for the sink.
 * @param type                  of the frames it sends; for the sink, of those it reads.
 * @param sizeBytes             of such a frame.
 * @param frames                that it sent, for the source; that came, for the others.
 * @param claimed               sent, written in place in the log, the warm-up included.
 * @param gathered              sent, copied into the log, the warm-up included.
 * @param pooled                sent, written in place in a slot, the warm-up included.
 * @param forwarded             sent on where they lay, the warm-up included.
 * @param transportP50Micros    of the hop that ends here.
 * @param transportP90Micros    of the hop that ends here.
 * @param transportP99Micros    of the hop that ends here.
 * @param transportMaxMicros    of the hop that ends here.
 * @param workP50Micros         of its own work on a frame; for the source, with the wait until the frame is due.
 * @param bytesCopiedPerFrame   payload copied to receive or to send.
 * @param bytesWrittenPerFrame  payload that it made.
 * @param corrupted             frames that differ from what was sent.
 * @param drops                 frames that it gave up.
 * @param lapped                frames that were overwritten before it read them.
 */
record CameraStageJson(
    String system,
    String scenario,
    int stage,
    String name,
    String lane,
    String type,
    long sizeBytes,
    long frames,
    long claimed,
    long gathered,
    long pooled,
    long forwarded,
    Double transportP50Micros,
    Double transportP90Micros,
    Double transportP99Micros,
    Double transportMaxMicros,
    Double workP50Micros,
    double bytesCopiedPerFrame,
    double bytesWrittenPerFrame,
    long corrupted,
    long drops,
    long lapped)
{
    private static final int MEDIAN = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;
    private static final int MAX = 100;

    static CameraStageJson of(final CameraResult result, final Transport transport, final int stage)
    {
        final CameraPlan plan = result.plan();
        final StageReport report = result.reports().get(stage);
        final TensorType type = plan.type(Math.min(stage, plan.lastStage() - 1));
        final Lanes lanes = report.lanes();
        final Histogram hop = 0 == stage ? null : transport.hops().get(stage - 1);
        return new CameraStageJson("skein", "camera-stage", stage, plan.name(stage),
            lanes.name().isEmpty() ? null : lanes.name(), type.toString(), type.sizeBytes(), report.frames(),
            lanes.claimed(), lanes.gathered(), lanes.pooled(), lanes.forwarded(),
            micros(hop, MEDIAN), micros(hop, P90), micros(hop, P99), micros(hop, MAX),
            micros(transport.work().get(stage), MEDIAN), result.copiedBytesPerFrame(stage),
            result.writtenBytesPerFrame(stage), report.corrupted(), report.dropped(), report.lapped());
    }

    private static Double micros(final Histogram histogram, final double percentile)
    {
        return null == histogram ? null : CameraSummaryJson.micros(histogram, percentile);
    }
}
