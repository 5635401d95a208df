package io.skein.tensor;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TensorTypeTest
{
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "float32;                     0; 1;        4",
        "float32[];                   0; 1;        4",
        "float32[0];                  1; 0;        0",
        "float32[1];                  1; 1;        4",
        "uint8[2160,3840,3];          3; 24883200; 24883200",
        "complex128[3,0,5];           3; 0;        0",
        "int16[1,1,1,1,1,1,1,2];      8; 2;        4",
        "int8[9223372036854775806];   1; 9223372036854775806; 9223372036854775806",
        "int8[9223372036854775807];   1; 9223372036854775807; 9223372036854775807",
        "int8[0,9223372036854775807]; 2; 0;        0",
        "float32[2,3]:[16,4];         2; 6;        28",
        "float32[2,3]:[0,4];          2; 6;        12",
        "float32[2,3]:[4,8];          2; 6;        24",
        "float32[2,3]:[0,0];          2; 6;        4",
        "uint8[2]:[9223372036854775806]; 1; 2;     9223372036854775807"})
    void shouldHaveRankCountAndSize(final String text, final int rank, final long elements, final long sizeBytes)
    {
        final TensorType type = TensorType.parse(text);

        assertEquals(rank, type.rank());
        assertEquals(elements, type.elementCount());
        assertEquals(sizeBytes, type.sizeBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "int16[4611686018427387904]", "float64[9223372036854775807]", "int8[4294967296,2147483648]",
        "int8[0,9223372036854775807,2]", "int8[9223372036854775807,2,0]",
        "uint8[2]:[9223372036854775807]", "uint8[3]:[4611686018427387904]",
        "uint8[2,2]:[9223372036854775806,1]"})
    void shouldRefuseWhenSizeOverflows(final String text)
    {
        final var refused = assertThrows(IllegalArgumentException.class, () -> TensorType.parse(text));
        assertTrue(refused.getMessage().contains("exceeds 9223372036854775807 bytes: give smaller dimensions"),
            refused.getMessage());
    }

    @Test
    void shouldRefuseWhenRankIsBeyondTheLimit()
    {
        assertEquals(8, TensorType.of(DataType.INT8, new long[8]).rank());
        final var refused =
            assertThrows(IllegalArgumentException.class, () -> TensorType.of(DataType.INT8, new long[9]));
        assertEquals("rank 9 exceeds the limit of 8 dimensions", refused.getMessage());
    }

    @Test
    void shouldRefuseWhenDimensionIsNegative()
    {
        final var refused =
            assertThrows(IllegalArgumentException.class, () -> TensorType.of(DataType.INT8, 2, -1));
        assertEquals("dimension 1 of shape [2, -1] is -1: give 0 or more elements", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TensorType.of(DataType.INT8, Long.MIN_VALUE));
    }

    @Test
    void shouldRefuseStridesWhenNegativeOrOfAnotherRank()
    {
        final TensorType type = TensorType.of(DataType.INT8, 2, 3);

        assertTrue(assertThrows(IllegalArgumentException.class, () -> type.withStrides(3, -1)).getMessage()
            .startsWith("stride 1 of [3, -1] is -1: give 0 or more bytes"));
        assertEquals("1 strides for rank 2: give one stride per dimension",
            assertThrows(IllegalArgumentException.class, () -> type.withStrides(3)).getMessage());
    }

    @Test
    void shouldDropStridesWhenTheySayWhatDenseSays()
    {
        final TensorType dense = TensorType.of(DataType.FLOAT32, 2, 1, 3);

        assertEquals(dense, dense.withStrides(12, 12, 4));
        assertEquals(dense, dense.withStrides(12, 999, 4));
        assertTrue(dense.withStrides(12, 999, 4).isDense());
        assertEquals(12, dense.withStrides(12, 999, 4).stride(1));
        assertTrue(TensorType.of(DataType.INT8, 0, 5).withStrides(7, 7).isDense());
        assertFalse(dense.withStrides(16, 12, 4).isDense());
        assertNotEquals(dense, dense.withStrides(16, 12, 4));
    }

    @Test
    void shouldKeepItsShapeWhenArraysChange()
    {
        final long[] shape = {2, 3};
        final long[] strides = {8, 1};
        final TensorType type = TensorType.of(DataType.INT8, shape).withStrides(strides);
        shape[0] = 9;
        strides[0] = 9;
        type.shape()[1] = 9;

        assertEquals("int8[2,3]:[8,1]", type.toString());
        assertArrayEquals(new long[] {2, 3}, type.shape());
    }

    @Test
    void shouldBeEqualWhenTypeShapeAndStridesAre()
    {
        final TensorType type = TensorType.of(DataType.INT8, 2, 3);

        assertEquals(type, TensorType.of(DataType.INT8, 2, 3));
        assertEquals(type.hashCode(), TensorType.of(DataType.INT8, 2, 3).hashCode());
        assertNotEquals(type, TensorType.of(DataType.UINT8, 2, 3));
        assertNotEquals(type, TensorType.of(DataType.INT8, 3, 2));
        assertNotEquals(type, TensorType.of(DataType.INT8, 6));
    }

    @Test
    void shouldThrowWhenIndexIsOutOfRange()
    {
        final TensorType type = TensorType.of(DataType.INT8, 2);

        assertThrows(IndexOutOfBoundsException.class, () -> type.dim(1));
        assertThrows(IndexOutOfBoundsException.class, () -> type.dim(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> type.stride(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[", "[3]", "float32[", "float32]", "float32[3", "float32[3]]", "float32[,]", "float32[3,]", "float32[a]",
        "float32[3]x", "float32[3]:", "float32[3]:4", "float32[3.0]", "float32[+3]", "float32[3]:[4]:[4]",
        "float32:[4]"})
    void shouldRefuseTextWhenMalformed(final String text)
    {
        final var refused = assertThrows(IllegalArgumentException.class, () -> TensorType.parse(text));
        assertFalse(refused instanceof NumberFormatException);
        assertFalse(refused.getMessage().contains("\n"));
    }

    @Test
    void shouldRefuseTextWhenNumberOrTextIsTooLong()
    {
        final String tooLarge = "int8[9223372036854775808]";
        assertEquals(
            "number '9223372036854775808' in tensor type '" + tooLarge + "' exceeds 9223372036854775807",
            assertThrows(IllegalArgumentException.class, () -> TensorType.parse(tooLarge)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> TensorType.parse("int8[" + "1".repeat(1_000_000))).getMessage().length() < 300);
    }

    @Property
    void shouldReadWhatItWrites(
        @ForAll final DataType dataType,
        @ForAll @Size(max = 8) final List<@LongRange(min = 0, max = 20) Long> shape,
        @ForAll @Size(8) final List<@LongRange(min = 0, max = 100) Long> strides)
    {
        final TensorType dense = TensorType.of(dataType, shape.stream().mapToLong(Long::longValue).toArray());
        final TensorType strided =
            dense.withStrides(strides.stream().limit(shape.size()).mapToLong(Long::longValue).toArray());

        assertEquals(dense, TensorType.parse(dense.toString()));
        assertEquals(strided, TensorType.parse(strided.toString()));
        assertEquals(strided.sizeBytes(), TensorType.parse(" " + strided).sizeBytes());
        assertEquals(dense.elementCount() * dataType.sizeBytes(), dense.sizeBytes());
    }

    @Property
    void shouldSpanToTheFarthestElementWhenStrided(
        @ForAll final DataType dataType,
        @ForAll @LongRange(min = 0, max = 5) final long rows,
        @ForAll @LongRange(min = 0, max = 5) final long columns,
        @ForAll @LongRange(min = 0, max = 50) final long rowStride,
        @ForAll @LongRange(min = 0, max = 50) final long columnStride)
    {
        final TensorType type = TensorType.of(dataType, rows, columns).withStrides(rowStride, columnStride);
        long end = 0;
        for (long row = 0; row < rows; row++)
        {
            for (long column = 0; column < columns; column++)
            {
                end = Math.max(end, row * type.stride(0) + column * type.stride(1) + dataType.sizeBytes());
            }
        }

        assertEquals(end, type.sizeBytes());
    }
}
