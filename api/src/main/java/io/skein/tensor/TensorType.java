package io.skein.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * The data type, shape and memory layout of a tensor. Immutable and thread-safe; nothing but the factories allocates.
 * <p>
 * Without strides the layout is dense and row-major: the last index moves fastest. With strides, element
 * {@code [i, j, ...]} lies at byte {@code i * stride(0) + j * stride(1) + ...}. Strides are bytes and not negative; 0
 * repeats elements (a broadcast) and rows may have gaps or overlap. Strides that say what dense says anyway are
 * dropped, so that equal layouts are equal.
 */
public final class TensorType
{
    /**
     * The most dimensions a tensor may have.
     */
    public static final int MAX_RANK = 8;

    private static final long[] NONE = {};

    private final DataType dataType;
    private final long[] shape;
    private final long[] strides;
    private final boolean isDense;
    private final long elementCount;
    private final long sizeBytes;

    private TensorType(final DataType dataType, final long[] shape, final long[] strides)
    {
        this.dataType = dataType;
        this.shape = shape;
        final long[] denseStrides = denseStrides(dataType, shape);
        elementCount = product(shape);
        isDense = null == strides || isSameLayout(shape, elementCount, strides, denseStrides);
        this.strides = isDense ? denseStrides : strides;
        sizeBytes = isDense ? Math.multiplyExact(elementCount, (long)dataType.sizeBytes()) :
            span(dataType, shape, strides, elementCount);
    }

    /**
     * A dense, row-major tensor.
     *
     * @param dataType of the elements.
     * @param shape    elements per dimension, 0 to {@value #MAX_RANK} of them, each 0 or more; copied. None: a scalar.
     * @return the type.
     * @throws IllegalArgumentException when the rank is too high, a dimension is negative, or the size in bytes does
     *                                  not fit a {@code long}; a dimension of 0 counts as 1 in that last check, so
     *                                  that strides exist.
     */
    public static TensorType of(final DataType dataType, final long... shape)
    {
        Objects.requireNonNull(dataType, "dataType");
        checkRank(shape.length);
        final long[] copy = 0 == shape.length ? NONE : shape.clone();
        for (int i = 0; i < copy.length; i++)
        {
            if (copy[i] < 0)
            {
                throw new IllegalArgumentException("dimension " + i + " of shape " + Arrays.toString(copy) + " is " +
                    copy[i] + ": give 0 or more elements");
            }
        }
        return create(dataType, copy, null);
    }

    /**
     * The same data type and shape in another layout.
     *
     * @param bytes from one index to the next, one value per dimension, each 0 or more; copied.
     * @return the type.
     * @throws IllegalArgumentException when the count differs from the rank, a stride is negative, or the span in bytes
     *                                  does not fit a {@code long}.
     */
    public TensorType withStrides(final long... bytes)
    {
        if (bytes.length != shape.length)
        {
            throw new IllegalArgumentException(
                bytes.length + " strides for rank " + shape.length + ": give one stride per dimension");
        }
        final long[] copy = bytes.clone();
        for (int i = 0; i < copy.length; i++)
        {
            if (copy[i] < 0)
            {
                throw new IllegalArgumentException("stride " + i + " of " + Arrays.toString(copy) + " is " + copy[i] +
                    ": give 0 or more bytes (negative strides are not supported, copy or flip the data)");
            }
        }
        return create(dataType, shape, copy);
    }

    /**
     * Read what {@link #toString()} writes.
     *
     * @param text such as {@code float32[64,3]}, {@code uint8[2160,3840,3]:[12288,3,1]} with strides, and
     *             {@code int64} or {@code int64[]} for a scalar. Spaces are ignored, letters may be of either case.
     * @return the type.
     * @throws IllegalArgumentException when the text is not of that form, or as in {@link #of} and
     *                                  {@link #withStrides}.
     */
    public static TensorType parse(final String text)
    {
        return TensorTypeText.parse(text);
    }

    /**
     * @return what one element is.
     */
    public DataType dataType()
    {
        return dataType;
    }

    /**
     * @return number of dimensions, 0 to {@value #MAX_RANK}; 0 is a scalar.
     */
    public int rank()
    {
        return shape.length;
    }

    /**
     * @param index of the dimension, 0 to {@code rank() - 1}.
     * @return elements in that dimension, 0 or more.
     * @throws IndexOutOfBoundsException when the index is out of range.
     */
    public long dim(final int index)
    {
        return shape[Objects.checkIndex(index, shape.length)];
    }

    /**
     * @param index of the dimension, 0 to {@code rank() - 1}.
     * @return bytes from one index to the next, 0 or more; for a dense tensor what row-major order gives.
     * @throws IndexOutOfBoundsException when the index is out of range.
     */
    public long stride(final int index)
    {
        return strides[Objects.checkIndex(index, strides.length)];
    }

    /**
     * @return a copy of the shape. Allocates.
     */
    public long[] shape()
    {
        return shape.clone();
    }

    /**
     * @return whether the elements follow one another in row-major order without gaps; then no strides travel.
     */
    public boolean isDense()
    {
        return isDense;
    }

    /**
     * @return product of the dimensions; 1 for a scalar.
     */
    public long elementCount()
    {
        return elementCount;
    }

    /**
     * @return bytes that a payload of this type has: all elements when dense, else from the first byte of the first
     *     element to the last byte of the farthest; 0 when there are no elements.
     */
    public long sizeBytes()
    {
        return sizeBytes;
    }

    @Override
    public boolean equals(final Object other)
    {
        return this == other || other instanceof TensorType that && dataType == that.dataType &&
            Arrays.equals(shape, that.shape) && Arrays.equals(strides, that.strides);
    }

    @Override
    public int hashCode()
    {
        return (31 * dataType.code() + Arrays.hashCode(shape)) * 31 + Arrays.hashCode(strides);
    }

    /**
     * @return such as {@code float32[64,3]}, with {@code :[768,4]} behind it when there are strides; see
     *     {@link #parse}.
     */
    @Override
    public String toString()
    {
        return TensorTypeText.format(this);
    }

    static void checkRank(final int rank)
    {
        if (rank > MAX_RANK)
        {
            throw new IllegalArgumentException("rank " + rank + " exceeds the limit of " + MAX_RANK + " dimensions");
        }
    }

    private static TensorType create(final DataType dataType, final long[] shape, final long[] strides)
    {
        try
        {
            return new TensorType(dataType, shape, strides);
        }
        catch (final ArithmeticException overflow)
        {
            throw new IllegalArgumentException("size of " + dataType.typeName() + Arrays.toString(shape) +
                (null == strides ? "" : " with strides " + Arrays.toString(strides)) + " exceeds " + Long.MAX_VALUE +
                " bytes: give smaller dimensions", overflow);
        }
    }

    private static long[] denseStrides(final DataType dataType, final long[] shape)
    {
        final long[] strides = 0 == shape.length ? NONE : new long[shape.length];
        long stride = dataType.sizeBytes();
        for (int i = shape.length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape[i]));
        }
        return strides;
    }

    private static long product(final long[] shape)
    {
        long count = 1;
        for (final long dim : shape)
        {
            count *= dim;
        }
        return count;
    }

    private static boolean isSameLayout(
        final long[] shape, final long elementCount, final long[] strides, final long[] denseStrides)
    {
        boolean isSame = true;
        for (int i = 0; i < shape.length && elementCount > 0; i++)
        {
            isSame &= shape[i] == 1 || strides[i] == denseStrides[i];
        }
        return isSame;
    }

    private static long span(
        final DataType dataType, final long[] shape, final long[] strides, final long elementCount)
    {
        long span = dataType.sizeBytes();
        for (int i = 0; i < shape.length && elementCount > 0; i++)
        {
            span = Math.addExact(span, Math.multiplyExact(shape[i] - 1, strides[i]));
        }
        return span;
    }
}
