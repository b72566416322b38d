/**
 * {@code ./hsicflow demo}: real images through the whole job in one process, and a table that says
 * what the encoder has learned. The images are garments as a camera over a belt would see them
 * ({@link io.hsicflow.pipeline.demo.GarmentScenes}) or the user's own.
 */
package io.hsicflow.pipeline.demo;
