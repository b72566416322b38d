package io.hsicflow.pipeline.bench;

import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.schemas.record.RawRecord;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Stands in the place of the role train's source: the same records, in as many tasks, with image
 * files that lie ready in memory and come in turn.
 */
final class ReadyRecords implements MapFunction<Long, RawRecord> {
  private static final long serialVersionUID = 1L;
  private static final String NUMBERS_UID = "ready-numbers";
  private static final String RECORDS_UID = "ready-records";
  private static final String TOPIC = "images";

  private final byte[][] files;

  private ReadyRecords(List<byte[]> files) {
    this.files = files.toArray(byte[][]::new);
  }

  /** The records of {@code steps} steps, after which the stream ends. */
  static DataStream<RawRecord> stream(
      StreamExecutionEnvironment env, Configuration options, List<byte[]> files, long steps) {
    int tasks = options.get(JobOptions.SOURCE_TASKS);
    return env.fromSequence(0, steps * options.get(LearnerOptions.BATCH) - 1)
        .name("numbers")
        .uid(NUMBERS_UID)
        .setParallelism(tasks)
        .map(new ReadyRecords(files), TypeInformation.of(RawRecord.class))
        .name("ready images")
        .uid(RECORDS_UID)
        .setParallelism(tasks);
  }

  @Override
  public RawRecord map(Long number) {
    return new RawRecord(TOPIC, 0, number, -1, null, files[(int) (number % files.length)]);
  }
}
