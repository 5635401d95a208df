package io.skein.stream;

/**
 * Told when much is buffered in a byte stream, and when little is again. Must return soon and not wait.
 */
@FunctionalInterface
public interface WatermarkListener
{
    /**
     * For nobody who wants to know.
     */
    WatermarkListener NONE = (isHigh, bufferedBytes) -> {};

    /**
     * The buffered bytes came to the high watermark, or then fell to the low one; in turn, beginning with high. High is
     * told by the thread that writes, low by that or by Skein's own, a few milliseconds after the reader has read.
     *
     * @param isHigh        true: stop when it suits; false: go on.
     * @param bufferedBytes at that moment.
     */
    void onWatermark(boolean isHigh, long bufferedBytes);
}
