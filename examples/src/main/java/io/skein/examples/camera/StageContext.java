package io.skein.examples.camera;

import io.skein.Skein;
import io.skein.examples.pace.Deadline;
import io.skein.tensor.TensorType;

import java.util.function.BooleanSupplier;

/**
 * What a stage is made of.
 *
 * @param plan     of the run.
 * @param index    of the stage, from 0.
 * @param skein    connection of its process.
 * @param stop     says whether it shall end.
 * @param progress is told how far it is.
 */
record StageContext(CameraPlan plan, int index, Skein skein, BooleanSupplier stop, StageProgress progress)
{
    private static final String HINT = "has another stage stopped?";

    TensorType inputType()
    {
        return plan.type(index - 1);
    }

    TensorType outputType()
    {
        return plan.type(index);
    }

    Deadline newDeadline()
    {
        return new Deadline(skein.newIdleStrategy(), stop, plan.patience(), HINT);
    }
}
