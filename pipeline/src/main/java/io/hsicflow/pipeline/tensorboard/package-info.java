/**
 * Event files that TensorBoard reads, written without its libraries: what training reports of every
 * step as scalars, and now and then the views of some images as a picture.
 *
 * <p>A file is a sequence of records, each a protobuf message {@code Event} in TFRecord's frame.
 * Where the format is defined:
 *
 * <ul>
 *   <li>the frame and the mask of its checksums: TensorFlow, {@code
 *       tensorflow/core/lib/io/record_writer.h} and {@code tensorflow/core/lib/hash/crc32c.h}, and
 *       the page <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord</a>;
 *   <li>the checksum, CRC-32C: RFC 3720, appendix B.4 (the JDK has it);
 *   <li>the messages and the numbers of their fields: TensorBoard, {@code
 *       tensorboard/compat/proto/event.proto} and {@code summary.proto};
 *   <li>their encoding: <a href="https://protobuf.dev/programming-guides/encoding/">protobuf's wire
 *       format</a>;
 *   <li>what becomes of steps that are made again: TensorBoard, {@code
 *       tensorboard/backend/event_processing/event_accumulator.py}.
 * </ul>
 */
package io.hsicflow.pipeline.tensorboard;
