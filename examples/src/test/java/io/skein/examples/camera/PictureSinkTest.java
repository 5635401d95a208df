package io.skein.examples.camera;

import io.skein.examples.picture.Picture;
import io.skein.examples.picture.PictureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class PictureSinkTest
{
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1,0", "2,0 1", "5,0 1 2 3 4", "6,0 1 2 3 5", "200,0 49 99 149 199"})
    void shouldKeepFramesFromTheFirstToTheLast(final int frames, final String expected)
    {
        final PictureSink sink = new PictureSink(folder.toString(), frames);
        final List<Long> kept = new ArrayList<>();
        for (long number = FrameTagDescriptor.WARM_UP; number < frames; number++)
        {
            offer(sink, number, kept);
        }
        assertEquals(expected, kept.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Test
    void shouldTakeTheNextFrameWhenOneIsMissing()
    {
        final PictureSink sink = new PictureSink(folder.toString(), 201);
        final List<Long> kept = new ArrayList<>();
        for (final long number : new long[]{3, 4, 110, 111, 199})
        {
            offer(sink, number, kept);
        }
        assertEquals(List.of(3L, 110L, 199L), kept);
    }

    @Test
    void shouldWriteWhatItKept() throws IOException
    {
        final PictureSink sink = new PictureSink(folder.toString(), 200);
        final byte[] pixels = {1, 2, 3, 4, 5, 6};
        sink.keep(0, new Picture(2, 1, Picture.COLOURS, pixels));
        sink.keep(52, new Picture(2, 1, 1, new byte[]{8, 9}));
        final List<Long> progress = new ArrayList<>();

        assertEquals(2, sink.write((what, done, total) -> progress.add(done)));

        assertEquals(List.of(0L, 1L), progress);
        try (Stream<Path> files = Files.list(folder))
        {
            assertEquals(List.of("frame-000000.png", "frame-000052.png"),
                files.map((file) -> file.getFileName().toString()).sorted().toList());
        }
        assertArrayEquals(pixels, PictureFile.read(folder.resolve("frame-000000.png")).pixels());
        assertArrayEquals(
            new byte[]{8, 8, 8, 9, 9, 9}, PictureFile.read(folder.resolve("frame-000052.png")).pixels());
    }

    private static void offer(final PictureSink sink, final long number, final List<Long> kept)
    {
        if (sink.isDue(number))
        {
            sink.keep(number, new Picture(1, 1, 1, new byte[1]));
            kept.add(number);
        }
    }
}
