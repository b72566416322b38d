/**
 * Images that whoever asks reads outside the job's own sources, from a topic, a part of one or a
 * data set: labelled ones to judge snapshots by, and those to embed without a job.
 */
package io.hsicflow.connectors.probe;
