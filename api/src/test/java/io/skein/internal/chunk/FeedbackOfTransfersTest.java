package io.skein.internal.chunk;

import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.transfer.ArrivedRange;
import io.skein.transfer.ByteRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * What a subscriber says of transfers, and how it goes on with what it has. In virtual time.
 */
class FeedbackOfTransfersTest
{
    private static final long CONTENT = 1234;
    private static final long ID = 5;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(8);
    private static final ChunkOptions OPTIONS =
        ChunkOptions.DEFAULT.withMaxTransfer(1 << 20).withTimeoutNs(TIMEOUT_NS);

    private final List<Throwable> errors = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final byte[] bytes = new byte[1_000];
    private long nowNs = -TIMEOUT_NS;
    private final Inbox inbox = new Inbox("t", false, OPTIONS, Assembly::new, () -> nowNs, errors::add);
    private final ImageTransfers image = new ImageTransfers(inbox, 7);
    private final Parts parts = new Parts(image);

    @BeforeEach
    void listen()
    {
        inbox.feedback((sessionId, transferId, code, reason, ranges, text) ->
        {
            assertEquals(7, sessionId);
            said.add(transferId + " " + code + (FeedbackReason.NONE == reason ? "" : " " + reason) +
                (FeedbackCode.HAS == code ? " " + ranges : ""));
        });
    }

    private void assertSaid(final String... what)
    {
        assertEquals(List.of(what), said);
        said.clear();
    }

    private static String has(final ByteRange... ranges)
    {
        return ID + " HAS " + List.of(ranges);
    }

    private void beginNamed()
    {
        assertNull(parts.beginNamed(ID, bytes.length, Checksum.CRC32C, CONTENT));
    }

    @Test
    void shouldSayNothingWhenAllIsWellAndNothingWasAsked()
    {
        parts.begin(ID, bytes.length, Checksum.NONE);
        parts.begin(ID, bytes.length, Checksum.NONE);
        parts.chunk(ID, bytes, 0, bytes.length);
        inbox.delivered(parts.end(ID, 0, 0));
        parts.begin(ID, bytes.length, Checksum.NONE);
        assertSaid();
    }

    @Test
    void shouldAnswerEveryBeginWithWhatIsThere()
    {
        beginNamed();
        assertSaid(has());
        parts.chunk(ID, bytes, 100, 200);
        parts.chunk(ID, bytes, 300, 400);
        assertSaid();
        beginNamed();
        assertSaid(has(new ByteRange(100, 100), new ByteRange(300, 100)));
        parts.chunk(ID, bytes, 0, 1_000);
        inbox.delivered(parts.end(ID, 0, Parts.checksum(bytes)));
        assertSaid(ID + " COMPLETED");
        beginNamed();
        assertSaid(ID + " COMPLETED");
        assertEquals(1, inbox.counts().completed());
    }

    @Test
    void shouldGoOnWithWhatItsTargetHas()
    {
        final Target target =
            new Target(new ArrivedRange(0, 400, crc(0, 400)), new ArrivedRange(500, 300, crc(500, 800)));
        inbox.receiver((incoming) -> target);
        beginNamed();
        assertSaid(has(new ByteRange(0, 400), new ByteRange(500, 300)));
        parts.chunk(ID, bytes, 300, 600);
        assertNull(parts.end(ID, 0, Parts.checksum(bytes)));
        assertNotNull(parts.chunk(ID, bytes, 800, 1_000));
        assertSaid(ID + " COMPLETED");
        assertEquals(300, target.written);
    }

    @Test
    void shouldSayThatItIsNotTheSameWhenTheChecksumOfWhatWasThereIsAnother()
    {
        inbox.receiver((incoming) -> new Target(new ArrivedRange(0, 400, crc(0, 400) + 1)));
        beginNamed();
        parts.chunk(ID, bytes, 400, 1_000);
        assertNull(parts.end(ID, 0, Parts.checksum(bytes)));
        assertSaid(has(new ByteRange(0, 400)), ID + " REFUSED CHECKSUM");
    }

    @Test
    void shouldRefuseWhenItsTargetCanNotHaveThat()
    {
        for (final ArrivedRange[] bad : new ArrivedRange[][] {{new ArrivedRange(-1, 5, 0)},
            {new ArrivedRange(0, 0, 0)}, {new ArrivedRange(0, 1_001, 0)}, {new ArrivedRange(1_000, 1, 0)},
            {new ArrivedRange(Long.MAX_VALUE, Long.MAX_VALUE, 0)},
            {new ArrivedRange(5, 5, 0), new ArrivedRange(0, 5, 0)},
            {new ArrivedRange(0, 5, 0), new ArrivedRange(5, 5, 0)}})
        {
            final long id = ID + said.size();
            inbox.receiver((incoming) -> new Target(bad));
            parts.beginNamed(id, bytes.length, Checksum.NONE, CONTENT);
            assertEquals(id + " REFUSED TARGET", said.get(said.size() - 1));
        }
        assertEquals(0, inbox.counts().open());
    }

    @Test
    void shouldSayWhyItRefuses()
    {
        parts.begin(1, (1 << 20) + 1, Checksum.NONE);
        inbox.receiver((incoming) -> null);
        parts.begin(2, 5, Checksum.NONE);
        inbox.receiver((incoming) -> new Target()
        {
            @Override
            public void write(final long offset, final DirectBuffer source, final int index, final int length)
            {
                throw new IllegalStateException("full");
            }
        });
        parts.begin(3, bytes.length, Checksum.NONE);
        parts.chunk(3, bytes, 0, 10);
        inbox.receiver((incoming) -> TransferTarget.ASSEMBLED);
        parts.begin(4, bytes.length, Checksum.CRC32C);
        parts.chunk(4, bytes, 0, bytes.length);
        parts.end(4, 0, 1);
        parts.begin(5, bytes.length, Checksum.NONE);
        inbox.close();
        assertSaid("1 REFUSED TOO_LARGE", "2 REFUSED APPLICATION", "3 REFUSED TARGET", "4 REFUSED CHECKSUM",
            "5 REFUSED CLOSED");
    }

    @Test
    void shouldSayNothingOfWhatItsPublisherGaveUp()
    {
        parts.begin(ID, bytes.length, Checksum.NONE);
        parts.abort(ID, 1, "stop");
        assertSaid();
    }

    @Test
    void shouldAskForTheBeginWhenItCameLateButNotWithEverySlice()
    {
        parts.chunk(ID, bytes, 0, 10);
        parts.chunk(ID, bytes, 10, 20);
        assertSaid(ID + " UNKNOWN");
        nowNs += TimeUnit.MILLISECONDS.toNanos(100);
        parts.chunk(ID, bytes, 20, 30);
        parts.chunk(ID + 1, bytes, 20, 30);
        parts.end(ID + 2, 0, 0);
        assertSaid(ID + " UNKNOWN", ID + 1 + " UNKNOWN", ID + 2 + " UNKNOWN");
        beginNamed();
        parts.chunk(ID, bytes, 0, 1_000);
        assertNotNull(parts.end(ID, 0, Parts.checksum(bytes)));
    }

    @Test
    void shouldTakeItUpAgainWhenItsPublisherWasStoppedForLong()
    {
        beginNamed();
        parts.chunk(ID, bytes, 0, 10);
        for (int i = 0; i < 40; i++)
        {
            nowNs += TIMEOUT_NS / 16;
            inbox.polled();
        }
        assertEquals(1, inbox.counts().reaped());
        assertSaid(has());
        parts.chunk(ID, bytes, 10, 20);
        beginNamed();
        assertSaid(ID + " UNKNOWN", has());
    }

    private int crc(final int from, final int to)
    {
        return (int)Parts.checksum(Arrays.copyOfRange(bytes, from, to));
    }

    /**
     * Has some of it already.
     */
    private static class Target implements TransferTarget
    {
        private final List<ArrivedRange> there;
        private long written;

        Target(final ArrivedRange... there)
        {
            this.there = List.of(there);
        }

        @Override
        public List<ArrivedRange> resume(final IncomingTransfer transfer)
        {
            assertEquals(CONTENT, transfer.contentId());
            return there;
        }

        @Override
        public void write(final long offset, final DirectBuffer source, final int index, final int length)
        {
            written += length;
        }
    }
}
