package io.skein.tensor;

import io.skein.message.MessageView;

/**
 * A received tensor where it lies.
 */
public interface TensorView extends MessageView
{
    /**
     * Immutable and safe to keep. Consecutive tensors of one type share the object.
     *
     * @return element type and shape.
     */
    TensorType type();

    @Override
    RetainedTensor retain();
}
