package io.hsicflow.pipeline.demo;

/**
 * An image that the demo sends.
 *
 * @param id its name
 * @param label its class, or {@link #NO_LABEL}
 * @param file the image file
 */
record DemoImage(String id, int label, byte[] file) {
  /** Marks an image whose class is not known. */
  static final int NO_LABEL = -1;
}
