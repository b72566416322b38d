/**
 * The whole line over an embedded broker and a local cluster: images in, training, snapshots,
 * embeddings out; failures, savepoints and what comes after them.
 */
package io.hsicflow.tests.line;
