/**
 * What keeps a learner from being spoiled: steps that are not finite, and embeddings that collapse.
 * Every decision is a function of settings, counts that are in the learner's state and the numbers
 * of a step, so that a replay decides the same.
 */
package io.hsicflow.model.guard;
