/**
 * Embeds images with the encoder that the snapshot store points to, and follows the pointer while
 * it runs. It shares nothing with the trainer but the store. Before the first snapshot its source
 * is held, so that nothing waits inside the job and checkpoints go on.
 */
package io.hsicflow.operators.embedder;
