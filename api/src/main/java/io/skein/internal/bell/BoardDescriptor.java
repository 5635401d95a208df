package io.skein.internal.bell;

/**
 * Layout of the shared file that sleepers and publishers of one media driver look at. All words are longs in native
 * byte order; a file of zeros is an empty board, and no content of it can do more than make somebody ring, or sleep for
 * {@link Bells#LONGEST_PROPERTY} too long.
 * <pre>
 *       0  64 slots of 64 bytes: token of the sleeping connection that has bit i, or 0
 *   4,096  256 buckets of 64 bytes: bit i is set while connection i sleeps on a stream of the bucket
 *  20,480  512 sets of 8 longs: streams whose publishers ring, session id in the upper half and stream id in the lower
 * </pre>
 */
final class BoardDescriptor
{
    /**
     * Name of the file in the Aeron directory. The number is of the layout.
     */
    static final String FILE_NAME = "skein-board-1";
    static final int SLOT_COUNT = Long.SIZE;
    static final int BUCKET_COUNT = 256;
    static final int SET_COUNT = 512;
    static final int SET_SIZE = 8;
    static final int FILE_LENGTH = 20_480 + SET_COUNT * SET_SIZE * Long.BYTES;

    private static final int LINE_LENGTH = 64;
    private static final int BUCKETS_OFFSET = SLOT_COUNT * LINE_LENGTH;
    private static final int SETS_OFFSET = BUCKETS_OFFSET + BUCKET_COUNT * LINE_LENGTH;
    private static final int MIX = 0x9E37_79B9;

    private BoardDescriptor()
    {
    }

    static int slotOffset(final int slot)
    {
        return slot * LINE_LENGTH;
    }

    static int bucketOffset(final int bucket)
    {
        return BUCKETS_OFFSET + bucket * LINE_LENGTH;
    }

    static int setOffset(final long stream)
    {
        final int set = (Long.hashCode(stream) * MIX >>> 8) & (SET_COUNT - 1);
        return SETS_OFFSET + set * SET_SIZE * Long.BYTES;
    }

    /**
     * @param streamId of a topic.
     * @return its bucket, 0 to 255: one byte.
     */
    static int bucket(final int streamId)
    {
        return streamId * MIX >>> 24;
    }

    /**
     * @param sessionId of a publication.
     * @param streamId  of it.
     * @return both; never 0, which is no stream.
     */
    static long stream(final int sessionId, final int streamId)
    {
        final long stream = (long)sessionId << Integer.SIZE | streamId & 0xFFFF_FFFFL;
        return 0 == stream ? -1 : stream;
    }
}
