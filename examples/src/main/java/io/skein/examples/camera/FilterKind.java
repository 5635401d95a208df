package io.skein.examples.camera;

import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;

import java.util.Locale;

/**
 * What a stage between source and sink does.
 */
enum FilterKind
{
    /**
     * Nothing: the frame goes on as it is, without being read.
     */
    FORWARD,

    /**
     * Grey out of colours: a third of the bytes.
     */
    GREY,

    /**
     * The mean of 5 x 5 pixels.
     */
    BLUR;

    /**
     * @param input type of the frames that come.
     * @return type of the frames that go.
     */
    TensorType outputType(final TensorType input)
    {
        return this == GREY ? TensorType.of(DataType.UINT8, input.dim(0), input.dim(1), 1) : input;
    }

    /**
     * @param input type of the frames that come.
     * @return what makes new pixels; null for {@link #FORWARD}.
     */
    PixelFilter newFilter(final TensorType input)
    {
        return switch (this)
        {
            case FORWARD -> null;
            // What is grey already stays so.
            case GREY -> 1 == input.dim(2) ?
                (frame, target) -> target.putBytes(0, frame, 0, frame.capacity()) : new Grey(input);
            case BLUR -> new BoxBlur(input);
        };
    }

    /**
     * @return as on the command line.
     */
    String text()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
