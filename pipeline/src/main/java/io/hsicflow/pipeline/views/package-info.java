/**
 * Pictures and their views without a job: {@code ImageSample} draws images that the gate lets in
 * from a data set, {@code ContactSheet} shows them with what augmentation makes of them.
 */
package io.hsicflow.pipeline.views;
