package io.hsicflow.pipeline.tensorboard;

import java.util.Map;

/**
 * The messages of an event file, as {@code event.proto} and {@code summary.proto} define them:
 *
 * <pre>
 * Event      double wall_time = 1 (seconds since 1970), int64 step = 2, and one of
 *            string file_version = 3, Summary summary = 5, SessionLog session_log = 7
 * Summary    repeated Value value = 1
 * Value      string tag = 1, and one of float simple_value = 2, Image image = 4
 * Image      int32 height = 1, int32 width = 2, int32 colorspace = 3, bytes encoded_image_string = 4
 * SessionLog SessionStatus status = 1
 * </pre>
 */
final class Event {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;

  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLOURSPACE = 3;
  private static final int ENCODED = 4;
  private static final int RGB = 3;

  private static final int STATUS = 1;
  private static final int START = 1;

  /** The version in which a session's start says which steps are made again. */
  private static final String VERSION = "brain.Event:2";

  private static final double MILLIS = 1000;

  private Event() {}

  /** The first event of every file. */
  static byte[] version(long millis) {
    return at(millis).text(FILE_VERSION, VERSION).toBytes();
  }

  /**
   * A session starts, and {@code step} is the first that it reports: what other files say of this
   * step and later ones is no longer shown.
   */
  static byte[] start(long millis, long step) {
    return at(millis)
        .integer(STEP, step)
        .message(SESSION_LOG, new ProtoMessage().integer(STATUS, START))
        .toBytes();
  }

  /** Numbers of a step, by tag. */
  static byte[] scalars(long millis, long step, Map<String, Double> numbers) {
    ProtoMessage summary = new ProtoMessage();
    numbers.forEach(
        (tag, number) ->
            summary.message(
                VALUE,
                new ProtoMessage().text(TAG, tag).real32(SIMPLE_VALUE, number.floatValue())));
    return at(millis).integer(STEP, step).message(SUMMARY, summary).toBytes();
  }

  /**
   * A picture of a step.
   *
   * @param png its file, in RGB
   */
  static byte[] image(long millis, long step, String tag, int width, int height, byte[] png) {
    ProtoMessage image =
        new ProtoMessage()
            .integer(HEIGHT, height)
            .integer(WIDTH, width)
            .integer(COLOURSPACE, RGB)
            .bytes(ENCODED, png);
    ProtoMessage value = new ProtoMessage().text(TAG, tag).message(IMAGE, image);
    return at(millis)
        .integer(STEP, step)
        .message(SUMMARY, new ProtoMessage().message(VALUE, value))
        .toBytes();
  }

  private static ProtoMessage at(long millis) {
    return new ProtoMessage().real64(WALL_TIME, millis / MILLIS);
  }
}
