package io.hsicflow.pipeline.bench;

import io.hsicflow.model.learner.Batch;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.augmenter.Augmenter;
import io.hsicflow.operators.sequencer.Place;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.schemas.record.Views;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Stands in the augmenter's place: the same records, dealt out to as many tasks, with views that
 * are made once for a whole step and sent again in every step.
 */
final class ReadyViews extends RichMapFunction<Long, Views> {
  private static final long serialVersionUID = 1L;
  private static final String NUMBERS_UID = "ready-numbers";

  private final Configuration options;
  private transient byte[][] views1;
  private transient byte[][] views2;

  private ReadyViews(Configuration options) {
    this.options = options;
  }

  /** The views of {@code steps} steps, after which the stream ends. */
  static DataStream<Views> stream(
      StreamExecutionEnvironment env, Configuration options, long steps) {
    return of(
        env.fromSequence(0, steps * options.get(LearnerOptions.BATCH) - 1)
            .name("numbers")
            .uid(NUMBERS_UID)
            .setParallelism(1),
        options);
  }

  /** The views of examples of these numbers, which come from one task. */
  static DataStream<Views> of(DataStream<Long> numbers, Configuration options) {
    return numbers
        .rebalance()
        .map(new ReadyViews(options), TypeInformation.of(Views.class))
        .name("ready views")
        .uid(Augmenter.UID)
        .setParallelism(JobOptions.augmenterTasks(options));
  }

  @Override
  public void open(OpenContext context) {
    LearnerSettings settings = LearnerOptions.settings(options);
    Batch batch = RandomViews.batch(settings);
    views1 = rows(batch.view1(), batch.size());
    views2 = rows(batch.view2(), batch.size());
  }

  private static byte[][] rows(byte[] view, int count) {
    int bytes = view.length / count;
    byte[][] rows = new byte[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(view, i * bytes, (i + 1) * bytes);
    }
    return rows;
  }

  @Override
  public Views map(Long sequence) {
    Place place = Place.of(sequence, views1.length, 1);
    return new Views(
        sequence,
        place.step(),
        place.rank(),
        place.slot(),
        null,
        views1[place.slot()],
        views2[place.slot()]);
  }
}
