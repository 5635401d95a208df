package io.skein.examples.camera;

/**
 * Is told by a stage how far it is. Must not block.
 */
@FunctionalInterface
interface StageProgress
{
    /**
     * @param what  is done, such as {@code decode}.
     * @param done  steps until now.
     * @param total number of steps.
     */
    void at(String what, long done, long total);
}
