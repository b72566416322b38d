package io.hsicflow.pipeline.doctor;

import io.hsicflow.operators.sequencer.SequenceOptions;
import io.hsicflow.operators.sequencer.SequenceOrder;
import io.hsicflow.pipeline.config.SecretMask;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * Whether a job could be made of the settings: its graph is built and thrown away. In rotation
 * order that asks the brokers, which have checks of their own, so that the graph is then that of
 * arrival order.
 */
final class SettingsCheck implements Check {
  private final Configuration settings;

  SettingsCheck(Configuration settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Finding look() {
    Configuration complete = FlinkSettings.complete(settings);
    complete.set(SequenceOptions.ORDER, SequenceOrder.ARRIVAL);
    HsicflowJob.graph(complete);
    int given = SecretMask.show(settings).size();
    return Finding.fine(
        given
            + (given == 1 ? " setting" : " settings")
            + " beside the defaults; roles "
            + settings.get(JobOptions.ROLES).stream()
                .map(Role::toString)
                .collect(Collectors.joining(", ")));
  }
}
