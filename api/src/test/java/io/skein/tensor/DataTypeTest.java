package io.skein.tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DataTypeTest
{
    @ParameterizedTest
    @EnumSource(names = {"NULL_VAL", "SBE_UNKNOWN"}, mode = EnumSource.Mode.EXCLUDE)
    void shouldHaveTheCodeOfTheWireWhenNamedAlike(final io.skein.sbe.DataType wire)
    {
        final DataType type = DataType.valueOf(wire.name());

        assertEquals(wire.value(), type.code());
        assertSame(type, DataType.ofCode(wire.value()));
        assertTrue(DataType.isKnown(wire.value()));
    }

    @Test
    void shouldHaveNoTypeWhenTheWireHasNone()
    {
        assertEquals(io.skein.sbe.DataType.values().length - 2, DataType.values().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 18, 255, Integer.MAX_VALUE})
    void shouldRefuseCodeWhenUnknown(final int code)
    {
        assertFalse(DataType.isKnown(code));
        final var refused = assertThrows(IllegalArgumentException.class, () -> DataType.ofCode(code));
        assertEquals("unknown data type code " + code + ": this version knows 1 to 17", refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheSizeThatItsNameSays(final DataType type)
    {
        final String digits = type.name().replaceAll("_.*|[A-Z]", "");

        assertEquals(digits.isEmpty() ? 1 : Integer.parseInt(digits) / 8, type.sizeBytes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldParseItsNameWhenInEitherCase(final DataType type)
    {
        assertSame(type, DataType.parse(type.typeName()));
        assertSame(type, DataType.parse(type.typeName().toUpperCase(Locale.ROOT)));
    }

    @Test
    void shouldNameTheNearestWhenMisspelt()
    {
        final var refused = assertThrows(IllegalArgumentException.class, () -> DataType.parse("flaot32"));

        assertTrue(refused.getMessage().startsWith("unknown data type 'flaot32', did you mean 'float32'?; known are "),
            refused.getMessage());
    }
}
