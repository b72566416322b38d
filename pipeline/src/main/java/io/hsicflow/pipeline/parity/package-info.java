/**
 * What {@code hsicflow parity} needs around the checkers of the model: the folder of golden files,
 * the backends to check, and the lines that tell what came out.
 */
package io.hsicflow.pipeline.parity;
