package io.hsicflow.pipeline.evaluate;

import java.util.List;

/**
 * A labelled data set as an encoder sees it.
 *
 * @param classes their names in alphabetical order; labels are places in it
 * @param train what is learned from
 * @param test what is classified
 * @param preprocess how pictures were brought to the encoder's input
 * @param refused images that could not be decoded
 * @param unlabelled images without a class, which were left out
 */
record EmbeddedSet(
    List<String> classes,
    LabelledPart train,
    LabelledPart test,
    String preprocess,
    long refused,
    long unlabelled) {}
