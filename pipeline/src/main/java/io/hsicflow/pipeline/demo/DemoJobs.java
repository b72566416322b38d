package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.connectors.source.ImagesOptions;
import io.hsicflow.operators.embedder.EmbedOptions;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.pipeline.job.JobOptions;
import io.hsicflow.pipeline.job.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the demo's jobs: its learner, where it is taught, and the user's own over them.
 */
final class DemoJobs {
  /** Topic of the training images. */
  static final String IMAGES = "images";

  /** Topic of the images that the steps to be timed are trained on. */
  static final String TIMING_IMAGES = "timing-images";

  /** Topic of bank and query. */
  static final String PROBE = "probe-images";

  /** Partitions of the probe's topic: so many tasks embed it. */
  static final int PROBE_PARTITIONS = 2;

  /** Largest image file that is read; the gate's own default limit. */
  static final int MAX_FILE_BYTES = 16 << 20;

  /** Largest message of the images' topics: a file of that size with its id and the rest. */
  static final int MAX_MESSAGE_BYTES = MAX_FILE_BYTES + (1 << 20);

  /** Snapshots of a run, the last one included. */
  private static final int SNAPSHOTS = 8;

  private final DemoSettings settings;
  private final DemoFolder folder;
  private final String brokers;
  private final String data;

  /**
   * Jobs of one demo.
   *
   * @param data what the images are, for the snapshots' metadata
   */
  DemoJobs(DemoSettings settings, DemoFolder folder, String brokers, String data) {
    this.settings = settings;
    this.folder = folder;
    this.brokers = brokers;
    this.data = data;
  }

  /**
   * The training of {@code steps} steps on the topic of the training images, which ends by itself.
   */
  Configuration training(long steps) {
    Configuration conf = learner(steps);
    conf.set(JobOptions.NAME, "demo-train");
    conf.set(JobOptions.METRICS_CSV, folder.progress().toString());
    conf.set(SnapshotOptions.FOLDER, uri(folder.snapshots()));
    conf.set(SnapshotOptions.EVERY_STEPS, Math.max(1, (steps + SNAPSHOTS - 1) / SNAPSHOTS));
    bound(conf, IMAGES, steps * settings.batch());
    return overridden(conf);
  }

  /** At most {@code steps} steps on a topic of their own, to be timed. */
  Configuration timing(long steps) {
    // The schedule is of no matter for the time that a step takes, if it does not end before the
    // images do; nothing of this run is kept.
    Configuration conf = learner(Math.max(steps, settings.mostSteps()));
    conf.set(JobOptions.NAME, "demo-timing");
    conf.set(JobOptions.FOLDER, folder.timing().resolve("state").toString());
    conf.set(JobOptions.METRICS_CSV, folder.timing().resolve("progress.csv").toString());
    conf.set(SnapshotOptions.FOLDER, uri(folder.timing().resolve("snapshots")));
    conf.set(SnapshotOptions.EVERY_STEPS, 0L);
    bound(conf, TIMING_IMAGES, steps * settings.batch());
    Configuration timed = overridden(conf);
    timed.removeConfig(JobOptions.TENSORBOARD);
    return timed;
  }

  /** The embedding of the probe's topic, as far as it is filled now, with one snapshot. */
  Configuration embedding(String digest) {
    Configuration conf = learner(settings.mostSteps());
    conf.set(JobOptions.NAME, "demo-embed");
    conf.set(JobOptions.ROLES, List.of(Role.EMBED));
    conf.set(
        JobOptions.EMBED_TASKS,
        Math.min(PROBE_PARTITIONS, Runtime.getRuntime().availableProcessors()));
    conf.set(SnapshotOptions.FOLDER, uri(folder.snapshots()));
    conf.set(ImagesOptions.EMBED_TOPICS, List.of(PROBE));
    conf.set(ImagesOptions.STOP, ImagesOptions.Stop.LATEST);
    conf.set(EmbedOptions.SNAPSHOT, digest);
    return overridden(conf);
  }

  private Configuration learner(long steps) {
    Configuration conf =
        DemoLearner.settings(
            settings.seed(),
            steps,
            settings.batch(),
            settings.depth(),
            settings.width(),
            settings.size());
    conf.set(KafkaOptions.BOOTSTRAP_SERVERS, brokers);
    conf.setString(KafkaOptions.PREFIX + "max.request.size", Integer.toString(MAX_MESSAGE_BYTES));
    conf.set(JobOptions.ROLES, List.of(Role.TRAIN));
    conf.set(JobOptions.FOLDER, folder.state().toString());
    conf.set(SnapshotOptions.DATA, data);
    // Augmentation of small pictures is a few per cent of a step: one task, and the trainer keeps
    // its cores.
    conf.set(JobOptions.AUGMENTER_TASKS, 1);
    return conf;
  }

  private void bound(Configuration conf, String topic, long images) {
    conf.set(ImagesOptions.TOPICS, List.of(topic));
    conf.set(ImagesOptions.STOP, ImagesOptions.Stop.OFFSETS);
    conf.set(ImagesOptions.STOP_OFFSETS, List.of(topic + ":0:" + images));
    conf.set(ImagesOptions.DISCOVERY_INTERVAL, Duration.ZERO);
  }

  private Configuration overridden(Configuration conf) {
    Map<String, String> all = conf.toMap();
    all.putAll(settings.overrides());
    // Through the loader, which checks every key and value.
    return ConfigLoader.load(null, all);
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }
}
