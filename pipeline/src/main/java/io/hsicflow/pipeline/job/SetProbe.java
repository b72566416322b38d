package io.hsicflow.pipeline.job;

import io.hsicflow.connectors.probe.ProbeFolder;
import io.hsicflow.connectors.probe.ProbeTopic;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.operators.evaluator.ProbeImages;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/**
 * The probe images that the options name: a topic's records or a data set's files.
 *
 * @param settings the brokers and what else the options say
 * @param folder the data set, or null for the topic
 * @param topic the topic, or null for the data set
 * @param format how images stand in the records
 */
record SetProbe(Configuration settings, String folder, String topic, ImageRecordFormat format)
    implements ProbeImages {

  private static final long serialVersionUID = 1L;

  /**
   * The probe of the role evaluate.
   *
   * @throws UserException where the options name none, or two
   */
  static SetProbe of(Configuration settings) {
    String folder = settings.get(ImagesOptions.PROBE_FOLDER);
    String topic = settings.get(ImagesOptions.PROBE_TOPIC);
    if ((folder == null) == (topic == null)) {
      throw new UserException(
          folder == null
              ? "The role evaluate has nothing to judge snapshots by: set probe.topic or probe.folder, or take evaluate out"
                  + " of job.roles."
              : "probe.topic is "
                  + topic
                  + " and probe.folder is "
                  + folder
                  + ", but snapshots are judged by one of them: set only one.");
    }
    return new SetProbe(
        settings,
        folder,
        topic,
        folder == null ? InputOptions.format(settings) : InputOptions.avro(settings));
  }

  @Override
  public RecordReader open() throws IOException {
    return folder == null ? ProbeTopic.open(settings, topic) : ProbeFolder.open(folder);
  }
}
