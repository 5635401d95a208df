package io.skein.message;

/**
 * Boundaries of the segments that a payload was published with. Valid as long as the view it comes from.
 */
public interface SegmentTable
{
    /**
     * @return number of segments: 1 or more, or 0 when the payload was published without any or is a claim of no bytes.
     */
    int count();

    /**
     * @param index of the segment, 0 to {@code count() - 1}.
     * @return offset of its first byte within the payload.
     * @throws IndexOutOfBoundsException when there is no such segment.
     */
    int offset(int index);

    /**
     * @param index of the segment, 0 to {@code count() - 1}.
     * @return its length in bytes; may be 0.
     * @throws IndexOutOfBoundsException when there is no such segment.
     */
    int length(int index);
}
