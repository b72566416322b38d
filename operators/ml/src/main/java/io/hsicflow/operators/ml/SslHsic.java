package io.hsicflow.operators.ml;

import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.operators.augmenter.Augmenter;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateStreams;
import io.hsicflow.operators.sequencer.FreshImagesOnly;
import io.hsicflow.operators.sequencer.Sequencer;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.operators.trainer.Trainer;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.SnapshotPublished;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.ml.api.Estimator;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.util.ParamUtils;
import org.apache.flink.ml.util.ReadWriteUtils;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Pretrains an encoder by SSL-HSIC on a table of images, with the job's own gate, sequencer,
 * augmenter and trainer:
 *
 * <pre>{@code
 * SslHsic sslHsic =
 *     new SslHsic()
 *         .setInputCol("image")
 *         .setOutputCol("embedding")
 *         .set(SslHsic.SNAPSHOT_FOLDER, "/data/snapshots")
 *         .set(SslHsic.STEPS, 1000L);
 * SslHsicModel model = sslHsic.fit(images);
 * }</pre>
 *
 * A bounded table is trained on until {@link #STEPS} are done, in as many passes as that takes, and
 * gives one model; an unbounded one gives a model whose data go on with every snapshot. As always
 * in Flink ML nothing runs before the environment executes. A job holds one {@code SslHsic}: its
 * operators have fixed uids.
 */
public final class SslHsic implements Estimator<SslHsic, SslHsicModel>, SslHsicParams<SslHsic> {

  private static final long serialVersionUID = 1L;
  private static final String ROLE = "fit";
  private static final Clock CLOCK = new SystemClock();

  private final HashMap<Param<?>, Object> params = new HashMap<>();

  /** An estimator with the options' defaults. */
  public SslHsic() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /**
   * Trains on the images of one table.
   *
   * @throws IllegalArgumentException with a sentence where a column or {@link #SNAPSHOT_FOLDER} is
   *     missing, or settings do not fit together
   */
  @Override
  public SslHsicModel fit(Table... inputs) {
    InputTable table = InputTable.single(this, inputs);
    ImageReader reader = ImageReader.of(table, this);
    Configuration settings = StageSettings.of(this);
    LearnerSettings learner = LearnerOptions.settings(settings);
    DataStream<SnapshotPublished> snapshots =
        train(images(table, reader, settings), settings, learner);
    if (table.isBounded()) {
      snapshots =
          snapshots
              .transform(
                  "last snapshot",
                  TypeInformation.of(SnapshotPublished.class),
                  new LastSnapshot(learner.batch()))
              .setParallelism(1);
    }
    DataStream<SnapshotData> data =
        snapshots
            .map(new StoredSnapshotData(folder()), TypeInformation.of(SnapshotData.class))
            .name("read snapshot")
            .setParallelism(1);
    SslHsicModel model = new SslHsicModel().setModelData(SnapshotTable.of(table.tables(), data));
    ParamUtils.updateExistingParams(model, params);
    return model;
  }

  private String folder() {
    String folder = get(SNAPSHOT_FOLDER);
    if (folder == null) {
      throw new IllegalArgumentException(
          SnapshotOptions.FOLDER.key()
              + " is not set: name a folder for the snapshots that the training makes, on a cluster one that all its"
              + " machines reach.");
    }
    return folder;
  }

  /** The images of the table that the gate lets in, as often as they are wanted. */
  private DataStream<GateResult> images(
      InputTable table, ImageReader reader, Configuration settings) {
    DataStream<RawRecord> records =
        table
            .rows()
            .map(new NumberedImages(reader), TypeInformation.of(RawRecord.class))
            .name("images")
            .setParallelism(1);
    GateStreams gate =
        Gate.open(
            records,
            settings,
            ImageReader.format(),
            ROLE,
            settings.get(LearnerOptions.SIZE),
            CLOCK);
    DataStream<GateResult> letIn =
        gate.images()
            .map(GateResult::accept, TypeInformation.of(GateResult.class))
            .setParallelism(1)
            .union(
                gate.rejected()
                    .map(GateResult::reject, TypeInformation.of(GateResult.class))
                    .setParallelism(1))
            .filter(new LetInOnly(getHandleInvalid()))
            .name("images let in")
            .setParallelism(1);
    return isRepeated(table) ? repeated(letIn, settings) : letIn;
  }

  private boolean isRepeated(InputTable table) {
    Integer passes = getPasses();
    if (!table.isBounded()) {
      if (passes != null) {
        throw new IllegalArgumentException(
            "passes is " + passes + ", but the table does not end: leave passes unset.");
      }
      return false;
    }
    return passes == null ? get(STEPS) != null : passes > 1;
  }

  private DataStream<GateResult> repeated(DataStream<GateResult> images, Configuration settings) {
    int batch = settings.get(LearnerOptions.BATCH);
    long wanted =
        settings
            .getOptional(LearnerOptions.STEPS)
            .map(steps -> Math.multiplyExact(steps, (long) batch))
            .orElse(Long.MAX_VALUE);
    int passes = getPasses() == null ? Integer.MAX_VALUE : getPasses();
    return images
        .transform(
            "passes", TypeInformation.of(GateResult.class), new RepeatedImages(passes, wanted))
        .setParallelism(1);
  }

  private DataStream<SnapshotPublished> train(
      DataStream<GateResult> images, Configuration settings, LearnerSettings learner) {
    DataStream<Example> examples =
        Sequencer.sequence(
            images,
            settings,
            List.of(),
            learner.batch(),
            new FreshImagesOnly(),
            Optional.empty(),
            CLOCK);
    return Trainer.train(
            Augmenter.augment(
                examples,
                settings,
                learner.architecture().inputSize(),
                learner.seed(),
                examples.getExecutionEnvironment().getParallelism()),
            settings,
            folder(),
            CLOCK)
        .snapshots();
  }

  @Override
  public void save(String path) throws IOException {
    ReadWriteUtils.saveMetadata(this, path);
  }

  /** Loads what {@link #save} saved. */
  public static SslHsic load(StreamTableEnvironment tables, String path) throws IOException {
    return ReadWriteUtils.loadStageParam(path);
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
