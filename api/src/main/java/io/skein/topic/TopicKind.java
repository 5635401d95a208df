package io.skein.topic;

/**
 * What travels on a topic.
 */
public enum TopicKind
{
    /**
     * The user's own bytes, with no header of Skein's: for peers that know Aeron and not Skein.
     */
    RAW,

    /**
     * Payloads with a sequence number, segment boundaries and an optional attachment.
     */
    MESSAGE,

    /**
     * Payloads that are arrays of numbers: with a data type, a shape and optional strides.
     */
    TENSOR,

    /**
     * Bytes from one writer to one reader, as through a pipe: in order, none lost, with an end.
     */
    STREAM
}
