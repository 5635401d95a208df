/**
 * Tests of topics, channels, the catalogue and its file.
 */
package io.skein.topic;
