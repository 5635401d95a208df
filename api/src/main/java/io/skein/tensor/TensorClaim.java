package io.skein.tensor;

import io.skein.message.Claim;

/**
 * Room for one tensor, filled in place and then committed.
 */
public interface TensorClaim extends Claim
{
    /**
     * @return what was claimed.
     * @throws IllegalStateException when the claim is not open.
     */
    TensorType type();
}
