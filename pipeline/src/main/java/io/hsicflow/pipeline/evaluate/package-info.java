/**
 * The command {@code evaluate}: {@code SetEmbedder} embeds a labelled data set once, with an
 * encoder that does not change, and a {@code Protocol} says what its embeddings are worth.
 */
package io.hsicflow.pipeline.evaluate;
