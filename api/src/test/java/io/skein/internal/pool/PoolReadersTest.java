package io.skein.internal.pool;

import io.skein.PoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PoolReadersTest
{
    @TempDir
    private Path directory;
    private final List<PoolFiles> made = new ArrayList<>();
    private PoolReaders readers;

    @AfterEach
    void close()
    {
        readers.close();
        made.forEach(PoolFiles::unmap);
    }

    @Test
    void shouldKeepAPoolThatIsGoneUntilAPublisherGoes()
    {
        final PoolFiles first = make();
        final PoolReader reader = readers.find(first.poolId());
        first.close();
        readers.onPublisher();
        final PoolFiles second = make();
        readers.find(second.poolId());
        assertSame(reader, readers.find(first.poolId()));
        assertTrue(reader.slot(0).capacity() > 0);
        readers.onPublisherGone();
        assertEquals(0, reader.slot(0).capacity());
        assertTrue(readers.find(second.poolId()).slot(0).capacity() > 0);
    }

    @Test
    void shouldLetGoOfIdlePoolsWhenNewOnesAreMetThoughNoPublisherGoes()
    {
        final PoolReader[] met = new PoolReader[4];
        for (int i = 0; i < met.length; i++)
        {
            final PoolFiles files = make();
            met[i] = readers.find(files.poolId());
            files.close();
        }
        assertEquals(0, met[0].slot(0).capacity());
        assertEquals(0, met[1].slot(0).capacity());
        assertTrue(met[2].slot(0).capacity() > 0);
        assertTrue(met[3].slot(0).capacity() > 0);
    }

    @Test
    void shouldKeepAPoolThatIsGoneWhileItIsUsed()
    {
        final PoolFiles used = make();
        final PoolReader reader = readers.find(used.poolId());
        used.close();
        for (int i = 0; i < 5; i++)
        {
            readers.find(make().poolId());
            assertSame(reader, readers.find(used.poolId()));
        }
        assertTrue(reader.slot(0).capacity() > 0);
    }

    @Test
    void shouldThrowOnceAndTryAgainOnlyWhenAPublisherCame()
    {
        make();
        final long nowhere = 1;
        assertThrows(PoolException.class, () -> readers.find(nowhere));
        assertNull(readers.find(nowhere));
        readers.onPublisher();
        assertThrows(PoolException.class, () -> readers.find(nowhere));
        readers.close();
        assertNull(readers.find(2));
    }

    private PoolFiles make()
    {
        final Path pools = directory.resolve("driver-pools");
        final PoolFiles files = PoolFiles.create(pools, "camera", 1, 100, false);
        made.add(files);
        readers = null == readers ? new PoolReaders(pools, false) : readers;
        return files;
    }
}
