package io.skein.tensor;

import io.skein.message.RetainedMessage;

/**
 * A tensor kept beyond the handler it was delivered to. See {@link RetainedMessage}.
 */
public interface RetainedTensor extends RetainedMessage, TensorView
{
}
