package io.skein.examples.camera;

/**
 * What the process of a stage is told, as JSON.
 *
 * @param plan           of the run.
 * @param index          of the stage, from 0.
 * @param aeronDirectory of the driver.
 */
record StageOrder(CameraPlan plan, int index, String aeronDirectory)
{
}
