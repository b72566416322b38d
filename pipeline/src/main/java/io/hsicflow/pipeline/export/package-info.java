/** The command {@code export}: an encoder as a file, from a snapshot or from a checkpoint. */
package io.hsicflow.pipeline.export;
