package io.skein.examples.camera;

/**
 * What a stage saw of the measured frames. Travels from its process as JSON.
 *
 * @param warmup       frames before these.
 * @param frames       that it sent, for the source; that came, for the others.
 * @param corrupted    that differ from what was sent, the warm-up included.
 * @param dropped      that were given up because there was no room for them.
 * @param lapped       that were overwritten before they were read.
 * @param lanes        by which they left.
 * @param copiedBytes  payload that was copied to receive or to send.
 * @param writtenBytes payload that the stage itself made.
 * @param pictures     that it wrote.
 * @param inNs         for each frame, when the handler was entered; for the source, when it began to draw.
 * @param outNs        for each frame, when it was about to be sent; for the sink, when it was checked.
 */
record StageReport(
    long warmup,
    long frames,
    long corrupted,
    long dropped,
    long lapped,
    Lanes lanes,
    long copiedBytes,
    long writtenBytes,
    int pictures,
    long[] inNs,
    long[] outNs)
{
}
