package io.skein.sbe;

/**
 * Messages byte by byte.
 */
final class GoldenMessages
{
    static final String DATA = """
        1d 00  01 00  4b 53  00 00    # block length 29, template 1 (data), schema 21323, version 0
        08 07 06 05 04 03 02 01       # sequence
        18 17 16 15 14 13 12 11       # publish time
        05 00 00 00 00 00 00 00       # payload length
        40 00 00 00                   # payload offset
        00                            # flags
        08  00 00                     # segments: 8 bytes each, none
        00 00                         # attachment: none
        """;

    static final String DATA_WITH_SEGMENTS_AND_ATTACHMENT = """
        1d 00  01 00  4b 53  00 00    # block length 29, template 1 (data), schema 21323, version 0
        00 00 00 00 00 00 00 00       # sequence
        00 00 00 00 00 00 00 80       # publish time: none
        06 00 00 00 00 00 00 00       # payload length
        60 00 00 00                   # payload offset
        00                            # flags
        08  03 00                     # segments: 8 bytes each, three
        01 00 00 00 00 00 00 00       #   1
        00 00 00 00 00 00 00 00       #   0
        05 00 00 00 00 00 00 00       #   5
        04 00  6e 6f 74 65            # attachment: 4 bytes, "note"
        """;

    static final String SCALAR = """
        1e 00  02 00  4b 53  00 00    # block length 30, template 2 (tensor), schema 21323, version 0
        ff ff ff ff ff ff ff 7f       # sequence
        00 00 00 00 00 00 00 80       # publish time: none
        08 00 00 00 00 00 00 00       # payload length
        40 00 00 00                   # payload offset
        0d                            # data type: float64
        00                            # flags
        08  00                        # dims: 8 bytes each, none
        08  00                        # strides: 8 bytes each, none
        08  00 00                     # segments: 8 bytes each, none
        00 00                         # attachment: none
        """;

    static final String MATRIX = """
        1e 00  02 00  4b 53  00 00    # block length 30, template 2 (tensor), schema 21323, version 0
        2a 00 00 00 00 00 00 00       # sequence
        01 00 00 00 00 00 00 00       # publish time
        18 00 00 00 00 00 00 00       # payload length
        60 00 00 00                   # payload offset
        0c                            # data type: float32
        00                            # flags
        08  02                        # dims: 8 bytes each, two
        02 00 00 00 00 00 00 00       #   2
        03 00 00 00 00 00 00 00       #   3
        08  00                        # strides: 8 bytes each, none: dense
        08  00 00                     # segments: 8 bytes each, none
        00 00                         # attachment: none
        """;

    static final String RANK_8_WITH_EVERYTHING = """
        1e 00  02 00  4b 53  00 00    # block length 30, template 2 (tensor), schema 21323, version 0
        00 00 00 00 00 01 00 00       # sequence
        00 00 00 00 00 00 00 80       # publish time: none
        0d 00 00 00 00 00 00 00       # payload length
        00 01 00 00                   # payload offset
        06                            # data type: uint8
        00                            # flags
        08  08                        # dims: 8 bytes each, eight
        01 00 00 00 00 00 00 00       #   1
        01 00 00 00 00 00 00 00       #   1
        01 00 00 00 00 00 00 00       #   1
        01 00 00 00 00 00 00 00       #   1
        01 00 00 00 00 00 00 00       #   1
        01 00 00 00 00 00 00 00       #   1
        02 00 00 00 00 00 00 00       #   2
        03 00 00 00 00 00 00 00       #   3
        08  08                        # strides: 8 bytes each, eight
        00 00 00 00 00 00 00 00       #   0
        00 00 00 00 00 00 00 00       #   0
        00 00 00 00 00 00 00 00       #   0
        00 00 00 00 00 00 00 00       #   0
        00 00 00 00 00 00 00 00       #   0
        00 00 00 00 00 00 00 00       #   0
        0a 00 00 00 00 00 00 00       #   10: rows with a gap
        01 00 00 00 00 00 00 00       #   1
        08  02 00                     # segments: 8 bytes each, two
        0a 00 00 00 00 00 00 00       #   10
        03 00 00 00 00 00 00 00       #   3
        03 00  01 02 03               # attachment: 3 bytes
        """;

    static final String VOID = """
        09 00  06 00  4b 53  00 00    # block length 9, template 6 (control), schema 21323, version 0
        07 00 00 00 00 00 00 00       # sequence
        01                            # void
        """;

    static final String SHORT_DATA = """
        18 00  07 00  4b 53  00 00    # block length 24, template 7 (short data), schema 21323, version 0
        08 07 06 05 04 03 02 01       # sequence
        18 17 16 15 14 13 12 11       # publish time
        05 00 00 00                   # payload length
        20 00 00 00                   # payload offset
        """;

    static final String SHORT_DATA_WITHOUT_TIME = """
        18 00  07 00  4b 53  00 00    # block length 24, template 7 (short data), schema 21323, version 0
        ff ff ff ff ff ff ff 7f       # sequence
        00 00 00 00 00 00 00 80       # publish time: none
        fe ff ff ff                   # payload length: the largest
        fe ff ff ff                   # payload offset: the largest
        """;

    static final String SHORT_SCALAR = """
        18 00  08 00  4b 53  00 00    # block length 24, template 8 (short tensor), schema 21323, version 0
        ff ff ff ff ff ff ff 7f       # sequence
        0d                            # data type: float64
        00                            # rank
        20 00                         # payload offset
        00 00 00 00                   # dims: none
        00 00 00 00
        00 00 00 00
        """;

    static final String SHORT_VECTOR = """
        18 00  08 00  4b 53  00 00    # block length 24, template 8 (short tensor), schema 21323, version 0
        2a 00 00 00 00 00 00 00       # sequence
        06                            # data type: uint8
        01                            # rank
        40 00                         # payload offset
        04 03 02 01                   # dims: 0x01020304
        00 00 00 00
        00 00 00 00
        """;

    static final String SHORT_RANK_3 = """
        18 00  08 00  4b 53  00 00    # block length 24, template 8 (short tensor), schema 21323, version 0
        00 00 00 00 00 01 00 00       # sequence
        0c                            # data type: float32
        03                            # rank
        80 00                         # payload offset
        02 00 00 00                   # dims: 2
        03 00 00 00                   #   3
        fe ff ff ff                   #   the largest that the codec does not call null
        """;

    static final String POOLED = """
        18 00  03 00  4b 53  00 00    # block length 24, template 3 (pooled), schema 21323, version 0
        08 07 06 05 04 03 02 01       # sequence
        f8 f7 f6 f5 f4 f3 f2 f1       # pool id
        ff 03                         # slot 1,023
        5e 4d 3c 2b 1a 09             # generation 0x091a2b3c4d5e
        """;

    static final String CHUNK = """
        18 00  04 00  4b 53  00 00    # block length 24, template 4 (chunk), schema 21323, version 0
        08 07 06 05 04 03 02 01       # transfer id
        18 17 16 15 14 13 12 11       # offset of the slice
        28 27 26 25 24 23 22 21       # payload length
        """;

    static final String TRANSFER_BEGIN = """
        18 00  09 00  4b 53  00 00    # block length 24, template 9 (transfer begin), schema 21323, version 0
        08 07 06 05 04 03 02 01       # transfer id
        02                            # checksum: CRC32C
        00                            # flags
        00 00 00 00 00 00             # room to grow
        f8 f7 f6 f5 f4 f3 f2 f1       # content id
        """;

    static final String TRANSFER_END = """
        18 00  0a 00  4b 53  00 00    # block length 24, template 10 (transfer end), schema 21323, version 0
        08 07 06 05 04 03 02 01       # sequence
        18 17 16 15 14 13 12 11       # transfer id
        83 92 06 e3 00 00 00 00       # checksum: CRC32C of "123456789"
        """;

    static final String TRANSFER_ABORT = """
        09 00  0b 00  4b 53  00 00    # block length 9, template 11 (transfer abort), schema 21323, version 0
        08 07 06 05 04 03 02 01       # transfer id
        01                            # reason: cancelled
        04 00  73 74 6f 70            # text: 4 bytes, "stop"
        """;

    static final String TRANSFER_FEEDBACK = """
        18 00  0c 00  4b 53  00 00    # block length 24, template 12 (transfer feedback), schema 21323, version 0
        f8 f7 f6 f5 f4 f3 f2 f1       # subscriber id
        08 07 06 05 04 03 02 01       # transfer id
        fe ff ff ff                   # session id -2
        02 00                         # subscribers: 2
        01                            # code: has
        00                            # reason: none
        10 02                         # 2 ranges of 16 bytes each
        00 00 00 00 00 00 00 00       # offset 0
        40 05 00 00 00 00 00 00       # length 1,344
        18 17 16 15 14 13 12 11       # offset
        28 27 26 25 24 23 22 21       # length
        04 00  68 61 6c 66            # text: 4 bytes, "half"
        """;

    static final String TRACE = """
        10 00  0d 00  4b 53  00 00    # block length 16, template 13 (trace), schema 21323, version 0
        08 07 06 05 04 03 02 01       # trace id
        02 00  03 00  00 00 00 00     # 2 hops and 3 spans lost; room to grow
        28 00  02 00  00 00 00 00     # hops: 40 bytes each, two
        f8 f7 f6 f5 f4 f3 f2 f1       #   host
        e8 03 00 00 00 00 00 00       #   published at 1,000
        e9 03 00 00 00 00 00 00       #   in log at 1,001
        d0 07 00 00 00 00 00 00       #   received at 2,000
        d1 07 00 00 00 00 00 00       #   handler start at 2,001
        e8 e7 e6 e5 e4 e3 e2 e1       #   host
        b8 0b 00 00 00 00 00 00       #   published at 3,000
        00 00 00 00 00 00 00 80       #   in log: unknown
        00 00 00 00 00 00 00 80       #   received: not yet
        00 00 00 00 00 00 00 80       #   handler start: not yet
        20 00  01 00  00 00 00 00     # spans: 32 bytes each, one
        62 6c 75 72 00 00 00 00       #   "blur"
        00 00 00 00 00 00 00          #
        00                            #   by the subscriber of hop 0
        d2 07 00 00 00 00 00 00       #   from 2,002
        d4 07 00 00 00 00 00 00       #   to 2,004
        """;

    private GoldenMessages()
    {
    }
}
