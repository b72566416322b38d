/**
 * The tensor backend: the eager primitives that the learner needs from a numerical library, and how
 * one is found.
 *
 * <p>The core states what is computed; a backend owns memory, layout of activations, precision and
 * threads. Activations are opaque; parameters, their gradients and small matrices are plain
 * row-major numbers.
 */
package io.hsicflow.model.backend;
