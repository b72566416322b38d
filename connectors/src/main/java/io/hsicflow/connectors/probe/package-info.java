/**
 * Labelled images to judge snapshots by, whole, from a topic or from a data set: read by whoever
 * asks, outside the job's own sources.
 */
package io.hsicflow.connectors.probe;
