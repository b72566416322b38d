/**
 * Makes the two views of each example, in as many tasks as there are cores: a pure function of the
 * picture, the learner's seed and the example's number, whichever task does it.
 */
package io.hsicflow.operators.augmenter;
