/**
 * The command {@code evaluate}: {@code SetEmbedder} embeds a labelled data set once, with an
 * encoder that does not change, and a {@code Protocol} says what its embeddings are worth; {@code
 * TrainedEvaluation} trains a linear layer, and with it the encoder or not, on views of the images.
 */
package io.hsicflow.pipeline.evaluate;
