/**
 * Where a frame's time goes, stage by stage: pipelines of simulated filters, what they took and what the way between
 * them took, before and after a change. Stages are threads; each notes times in memory of its own, and nothing is added
 * up before the end. A stage that fails ends the run.
 */
package io.skein.perf.waterfall;
