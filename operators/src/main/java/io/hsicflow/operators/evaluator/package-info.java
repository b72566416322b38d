/**
 * Judges every new snapshot by probe images: nearest neighbours and a linear classifier where they
 * have labels, and what can be said without. It follows the snapshot store, not the trainer, and
 * works on a thread of its own within a bounded share of it: nothing else of the job ever waits for
 * it.
 */
package io.hsicflow.operators.evaluator;
