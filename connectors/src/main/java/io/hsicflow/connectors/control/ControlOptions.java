package io.hsicflow.connectors.control;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the topic of changes. */
public final class ControlOptions {
  /** The topic. */
  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("control.topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic by which the running role train is asked to change its learner ('hsicflow control'); unset: nobody can. A"
                  + " state that was written with it needs it set again. Not for runs that images.stop ends.");

  private ControlOptions() {}
}
