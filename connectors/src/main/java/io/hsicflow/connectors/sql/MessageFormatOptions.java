package io.hsicflow.connectors.sql;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of a table whose values are our messages, below {@code value.hsicflow.}. */
public final class MessageFormatOptions {

  /** The message. */
  public static final ConfigOption<MessageKind> MESSAGE =
      ConfigOptions.key("message")
          .enumType(MessageKind.class)
          .noDefaultValue()
          .withDescription(
              "The message in the topic: image, embedding, dead-letter, snapshot or evaluation.");

  /** Whether other values are passed over. */
  public static final ConfigOption<Boolean> SKIP_UNREADABLE =
      ConfigOptions.key("skip-unreadable")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether values that are no such message are counted, logged and passed over; else they end the query.");

  private MessageFormatOptions() {}
}
