package io.hsicflow.operators.evaluator;

import io.hsicflow.schemas.record.SourceImage;

/**
 * One of the last images of the stream.
 *
 * @param place which record it is
 * @param source what the record names as its source, or the topic
 * @param capturedAt when it was taken, as the record says, milliseconds since 1970
 * @param picture as the encoder takes it
 */
record WindowImage(Place place, String source, long capturedAt, ProbePicture picture) {

  /** An image's identity. */
  record Place(String topic, int partition, long offset) {}

  static WindowImage of(SourceImage image, ProbePicture picture) {
    return new WindowImage(
        new Place(image.topic(), image.partition(), image.offset()),
        image.source(),
        image.capturedAt(),
        picture);
  }
}
