/**
 * What a learner publishes: an encoder's tensors with their metadata and digest, and the
 * safetensors format they are written in. Knows streams and buffers only; where files lie is the
 * caller's business.
 */
package io.hsicflow.model.snapshot;
