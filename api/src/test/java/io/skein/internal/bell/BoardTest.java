package io.skein.internal.bell;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class BoardTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldBeOneFileOfItsOwnerWhenOpenedTwice() throws IOException
    {
        final Board first = Board.open(directory);
        final Board second = Board.open(directory);

        assertTrue(first.set(7, 3));
        assertFalse(second.set(7, 3));
        assertEquals(1L << 3, second.sleepers(7));
        try (var files = Files.list(directory))
        {
            final List<Path> found = files.toList();
            assertEquals(1, found.size(), found.toString());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(found.get(0))));
        }
    }

    @Test
    void shouldLetOneRingWhenTwoSeeASleeper() throws IOException
    {
        final Board board = Board.open(directory);
        board.set(255, 63);

        assertTrue(board.clear(255, 63));
        assertFalse(board.clear(255, 63));
        assertEquals(0, board.sleepers(255));
    }

    @Test
    void shouldRefuseWhenTheFileIsNoBoard() throws IOException
    {
        final Path file = directory.resolve(BoardDescriptor.FILE_NAME);
        for (final int length : new int[]{0, 1, BoardDescriptor.FILE_LENGTH - 1, BoardDescriptor.FILE_LENGTH + 1})
        {
            Files.write(file, new byte[length]);

            final IOException thrown = assertThrows(IOException.class, () -> Board.open(directory));
            assertTrue(thrown.getMessage().contains(length + " bytes"), thrown.getMessage());
        }
    }

    @Test
    void shouldFollowNoLinkWhenSomebodyPutsOneThere() throws IOException
    {
        final Path elsewhere = directory.resolve("elsewhere");
        Files.write(elsewhere, new byte[BoardDescriptor.FILE_LENGTH]);
        Files.createSymbolicLink(directory.resolve(BoardDescriptor.FILE_NAME), elsewhere);

        assertThrows(IOException.class, () -> Board.open(directory));
    }

    @Test
    void shouldHaveNoSlotWhenSixtyFourAreTaken() throws IOException
    {
        final Board board = Board.open(directory);
        for (int i = 0; i < Long.SIZE; i++)
        {
            assertEquals(i, board.claim(100 + i));
        }
        assertEquals(Board.NO_SLOT, board.claim(99));

        board.free(5, 1);
        assertEquals(Board.NO_SLOT, board.claim(99));
        board.set(17, 5);
        board.free(5, 105);
        assertEquals(5, board.claim(99));
        assertEquals(0, board.sleepers(17));
    }

    @Test
    void shouldForgetAnOlderOneWhenMoreAreAnnouncedThanASetHolds() throws IOException
    {
        final Board board = Board.open(directory);
        final long first = BoardDescriptor.stream(-1, 1);
        board.announce(first);
        long stream = first;
        int count = 0;
        while (board.isAnnounced(first) && count < 100_000)
        {
            stream = BoardDescriptor.stream(count++, 2);
            board.announce(stream);
        }
        assertTrue(count > BoardDescriptor.SET_SIZE - 1, "count=" + count);

        assertTrue(board.isAnnounced(stream));
        board.withdraw(stream);
        assertFalse(board.isAnnounced(stream));
    }

    @Test
    void shouldTellStreamsApartAndNeverBeZero()
    {
        assertEquals(-1, BoardDescriptor.stream(0, 0));
        assertEquals(0x0000_0001_FFFF_FFFFL, BoardDescriptor.stream(1, -1));
        assertTrue(BoardDescriptor.bucket(Integer.MIN_VALUE) >= 0);
        assertTrue(BoardDescriptor.bucket(-1) < BoardDescriptor.BUCKET_COUNT);
    }
}
