/**
 * Hostile input, made and tried: {@code Fuzz} sends mutated pictures, bombs, random bytes and
 * mutated records through the gate as a job has it, and mutated files through the reader of
 * safetensors, and counts what comes of them. Every input is a pure function of seed and number, so
 * that one that did harm can be made again.
 */
package io.hsicflow.pipeline.fuzz;
