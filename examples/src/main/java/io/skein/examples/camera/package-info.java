/**
 * {@code ./skein camera}: frames go from a source through filters to a sink, each stage a thread or a process. Every
 * byte of every frame is checked where it is read, and the time on the way is shown hop by hop. The program to start
 * from for pictures and other large tensors.
 * <p>
 * Read it in this order: {@link io.skein.examples.camera.SourceStage} draws where the frame will be read,
 * {@link io.skein.examples.camera.FilterStage} sends it on or makes a new one of it,
 * {@link io.skein.examples.camera.SinkStage} reads it; {@link io.skein.examples.camera.Outlet} and
 * {@link io.skein.examples.camera.Inlet} are their connections, {@link io.skein.examples.camera.CameraRun} puts them
 * together, and {@link io.skein.examples.camera.Transport} says what is measured.
 * <p>
 * Each stage belongs to one thread. Critical path: from the source's commit to the sink's handler; nothing on it
 * allocates, and stages note times in memory and report at the end. What goes wrong in a stage ends the run with one
 * line.
 */
package io.skein.examples.camera;
