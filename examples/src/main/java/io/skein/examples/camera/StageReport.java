package io.skein.examples.camera;

import java.util.List;

/**
 * What a stage saw. Travels from its process as JSON.
 *
 * @param warmup       frames that are not measured; for the source, without the rehearsals.
 * @param rehearsals   frames without pixels that the source sent ahead of measured ones; 0 for the others.
 * @param frames       measured ones that it sent, for the source; that came, for the others.
 * @param corrupted    frames that differ from what was sent, or came twice, the warm-up included.
 * @param dropped      measured frames that were given up because there was no room for them.
 * @param lapped       frames that were overwritten before they were read, the warm-up included.
 * @param lanes        by which frames left, the warm-up included.
 * @param copiedBytes  payload that was copied to receive or to send frames, the warm-up included.
 * @param writtenBytes payload of the measured frames that the stage itself made.
 * @param pictures     that it wrote.
 * @param inNs         for each measured frame up to the last one seen, when the handler was entered; for the source,
 *                     when it began to draw.
 * @param outNs        for the same frames, when each was about to be sent; for the sink, when it was checked.
 * @param traces       what it knows from traces; empty without.
 */
record StageReport(
    long warmup,
    long rehearsals,
    long frames,
    long corrupted,
    long dropped,
    long lapped,
    Lanes lanes,
    long copiedBytes,
    long writtenBytes,
    int pictures,
    long[] inNs,
    long[] outNs,
    List<TraceLine> traces)
{
    /**
     * @param frame from 0.
     * @return when it came, or {@link StageRecorder#NEVER}.
     */
    long inNs(final int frame)
    {
        return frame < inNs.length ? inNs[frame] : StageRecorder.NEVER;
    }

    /**
     * @param frame from 0.
     * @return when it left, or {@link StageRecorder#NEVER}.
     */
    long outNs(final int frame)
    {
        return frame < outNs.length ? outNs[frame] : StageRecorder.NEVER;
    }
}
