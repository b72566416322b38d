package io.hsicflow.pipeline.evaluate;

/**
 * A labelled data set as an encoder sees it.
 *
 * @param facts what there is to say of the set
 * @param train what is learned from
 * @param test what is classified
 */
record EmbeddedSet(SetFacts facts, LabelledPart train, LabelledPart test) {}
