package io.hsicflow.pipeline.job;

import io.hsicflow.connectors.probe.ProbeTopic;
import io.hsicflow.operators.evaluator.EvaluationOptions;
import io.hsicflow.operators.evaluator.ProbeImages;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/**
 * The last images of the topics that jobs of these settings read, whatever has read them.
 *
 * @param settings the brokers and what else the options say
 * @param format how images stand in the records
 */
record RecentImages(Configuration settings, ImageRecordFormat format) implements ProbeImages {

  private static final long serialVersionUID = 1L;

  /** As the options say; null for none. */
  static RecentImages of(Configuration settings) {
    return settings.get(EvaluationOptions.DRIFT_IMAGES) == 0
        ? null
        : new RecentImages(settings, InputOptions.format(settings));
  }

  @Override
  public RecordReader open() throws IOException {
    return ProbeTopic.openLast(settings, settings.get(EvaluationOptions.DRIFT_IMAGES));
  }
}
