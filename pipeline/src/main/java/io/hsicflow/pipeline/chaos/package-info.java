/**
 * Failures on purpose: a job on a cluster of processes, of which some are killed again and again,
 * and what comes out of it compared with an undisturbed run.
 */
package io.hsicflow.pipeline.chaos;
