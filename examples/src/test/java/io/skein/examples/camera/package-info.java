/**
 * Tests of the camera pipeline: its parts, its command line in this process, and real processes.
 */
package io.skein.examples.camera;
