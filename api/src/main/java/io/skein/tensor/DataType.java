package io.skein.tensor;

import io.skein.internal.text.NearestName;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one element of a tensor is. Elements are little-endian.
 * <p>
 * The codes are those of the wire format ({@code skein.xml} in module sbe-schemas) and never change.
 */
public enum DataType
{
    /**
     * One byte, 0 or 1.
     */
    BOOL(1, 1),

    /**
     * Signed, 8 bits.
     */
    INT8(2, 1),

    /**
     * Signed, 16 bits.
     */
    INT16(3, 2),

    /**
     * Signed, 32 bits.
     */
    INT32(4, 4),

    /**
     * Signed, 64 bits.
     */
    INT64(5, 8),

    /**
     * Unsigned, 8 bits.
     */
    UINT8(6, 1),

    /**
     * Unsigned, 16 bits.
     */
    UINT16(7, 2),

    /**
     * Unsigned, 32 bits.
     */
    UINT32(8, 4),

    /**
     * Unsigned, 64 bits.
     */
    UINT64(9, 8),

    /**
     * IEEE 754 binary16.
     */
    FLOAT16(10, 2),

    /**
     * The upper half of a binary32.
     */
    BFLOAT16(11, 2),

    /**
     * IEEE 754 binary32.
     */
    FLOAT32(12, 4),

    /**
     * IEEE 754 binary64.
     */
    FLOAT64(13, 8),

    /**
     * Two binary32: real, then imaginary.
     */
    COMPLEX64(14, 8),

    /**
     * Two binary64: real, then imaginary.
     */
    COMPLEX128(15, 16),

    /**
     * OCP 8-bit float with 4 exponent bits and no infinities.
     */
    FLOAT8_E4M3(16, 1),

    /**
     * OCP 8-bit float with 5 exponent bits.
     */
    FLOAT8_E5M2(17, 1);

    private static final DataType[] BY_CODE = byCode();

    private final int code;
    private final int sizeBytes;
    private final String typeName;

    DataType(final int code, final int sizeBytes)
    {
        this.code = code;
        this.sizeBytes = sizeBytes;
        this.typeName = name().toLowerCase(Locale.ROOT);
    }

    /**
     * @return the code on the wire, 1 to 17.
     */
    public int code()
    {
        return code;
    }

    /**
     * @return bytes per element: 1, 2, 4, 8 or 16.
     */
    public int sizeBytes()
    {
        return sizeBytes;
    }

    /**
     * @return the name in text, such as {@code float32}: {@link #name()} in lower case.
     */
    public String typeName()
    {
        return typeName;
    }

    /**
     * @param code from the wire, any value.
     * @return whether {@link #ofCode(int)} knows it. Does not allocate.
     */
    public static boolean isKnown(final int code)
    {
        return code > 0 && code < BY_CODE.length;
    }

    /**
     * @param code from the wire.
     * @return the type with this code. Does not allocate.
     * @throws IllegalArgumentException when the code is not {@linkplain #isKnown(int) known}.
     */
    public static DataType ofCode(final int code)
    {
        if (!isKnown(code))
        {
            throw new IllegalArgumentException(
                "unknown data type code " + code + ": this version knows 1 to " + (BY_CODE.length - 1));
        }
        return BY_CODE[code];
    }

    /**
     * @param typeName such as {@code float32}, in lower or upper case.
     * @return the type of that name.
     * @throws IllegalArgumentException when there is none; the message names the nearest one.
     */
    public static DataType parse(final String typeName)
    {
        final List<String> known = new ArrayList<>();
        final String wanted = typeName.toLowerCase(Locale.ROOT);
        for (final DataType type : values())
        {
            if (type.typeName.equals(wanted))
            {
                return type;
            }
            known.add(type.typeName);
        }
        throw new IllegalArgumentException("unknown data type " + NearestName.quote(typeName) +
            NearestName.suggestion(wanted, known) + "; known are " + String.join(", ", known));
    }

    private static DataType[] byCode()
    {
        final DataType[] byCode = new DataType[values().length + 1];
        for (final DataType type : values())
        {
            byCode[type.code] = type;
        }
        return byCode;
    }
}
