/**
 * Embeds data sets and parts of topics with one snapshot, without a job, writes the embeddings to a
 * file, and finds the nearest images of one.
 */
package io.hsicflow.pipeline.embed;
