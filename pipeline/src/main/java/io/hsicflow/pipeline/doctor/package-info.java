/**
 * What {@code hsicflow doctor} looks at: one class for each check, the examination that runs them
 * one after the other under a time-out, and what it says of each.
 */
package io.hsicflow.pipeline.doctor;
