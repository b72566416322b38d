/**
 * Pictures without a job: {@code ImageSample} draws images that the gate lets in from a data set.
 */
package io.hsicflow.pipeline.views;
