package io.hsicflow.schemas.format;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.PrintableText;
import io.hsicflow.schemas.message.SizeLimits;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.LearnerChangeKind;
import io.hsicflow.schemas.record.RawRecord;

/** Reads records of the topic of changes, which come from outside. */
public final class ControlFormat {

  /** The longest text that a change may carry, in bytes of UTF-8. */
  public static final int MOST_TEXT_BYTES = 1_000;

  private static final double NO_VALUE = 0;
  private static final int MOST_BYTES = 64 << 10;
  private static final SizeLimits LIMITS = new SizeLimits(MOST_TEXT_BYTES, 0);

  private ControlFormat() {}

  /**
   * The change that a record asks for.
   *
   * @throws UnreadableMessageException for bytes that are no readable message
   * @throws IllegalArgumentException for a message that asks for what cannot be done
   */
  public static LearnerChange read(RawRecord record) throws UnreadableMessageException {
    byte[] value = record.value();
    if (value != null && value.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "It has %d bytes, and no change needs more than %d.".formatted(value.length, MOST_BYTES));
    }
    Control control = MessageCodec.CONTROL.decode(value, LIMITS);
    LearnerChangeKind kind =
        LearnerChangeKind.of(control.getKind())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "It asks for '"
                            + printable(control.getKind())
                            + "', which this version cannot do: a later one may."));
    if (control.getSteps() < 1) {
      throw new IllegalArgumentException(
          "It asks for %s over %d steps: at least 1 is needed."
              .formatted(kind.text(), control.getSteps()));
    }
    return new LearnerChange(
        record.topic() + "-" + record.partition() + "-" + record.offset(),
        kind,
        control.getSteps(),
        kind.takesValue() ? value(kind, control.getValue()) : NO_VALUE,
        printable(control.getIssuer()),
        printable(control.getReason()));
  }

  private static double value(LearnerChangeKind kind, Double value) {
    if (value == null || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "It asks for %s with the value %s: a finite number is needed."
              .formatted(kind.text(), value));
    }
    return value;
  }

  /** Text from outside goes to the log: no line of it may look like one of ours. */
  private static String printable(String text) {
    return PrintableText.of(text, MOST_TEXT_BYTES);
  }
}
