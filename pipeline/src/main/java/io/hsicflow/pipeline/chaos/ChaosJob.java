package io.hsicflow.pipeline.chaos;

import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.pipeline.job.FlinkSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.configuration.Configuration;

/**
 * The job of the exercise: a network that takes a step in milliseconds, both roles, rotation order,
 * everything that can be exactly-once so, a checkpoint every two seconds, and restarts without end.
 *
 * @param name of the job, its folder and its topics
 * @param folder of the whole exercise
 */
record ChaosJob(
    String name, Path folder, String brokers, PictureStream stream, ChaosSettings exercise) {
  static final int BATCH = 8;

  /** So few that every run makes room again and again. */
  private static final int HELD_IMAGES = 200;

  static final int SLOTS = 1;

  /** Topic of the images. */
  String images() {
    return name + "-images";
  }

  /** A file with a line for every step. */
  Path progress() {
    return folder.resolve(name + "-progress.csv");
  }

  /** A file with a line for every place in the training sequence. */
  Path sequence() {
    return folder.resolve(name + "-sequence.csv");
  }

  /** The completed settings. */
  Configuration settings() {
    Map<String, String> all = new HashMap<>();
    all.put("job.name", name);
    all.put("job.roles", "train, embed");
    all.put("job.folder", folder.resolve(name).toString());
    all.put("job.metrics-csv", progress().toString());
    all.put("job.sequence-csv", sequence().toString());
    all.put("job.source-tasks", "2");
    all.put("job.augmenter-tasks", "2");
    all.put("job.embed-tasks", "2");
    all.put("kafka.bootstrap.servers", brokers);
    all.put("images.topics", images());
    all.put("images.format", "file");
    all.put("images.stop", "offsets");
    all.put("images.stop-offsets", stops());
    all.put("topics.image-partitions", String.valueOf(PictureStream.PARTITIONS));
    all.put("embeddings.topic", name + "-embeddings");
    all.put("embeddings.delivery", "exactly-once");
    all.put("dead-letters.topic", name + "-dead-letters");
    all.put("dead-letters.delivery", "exactly-once");
    all.put("snapshots.topic", name + "-snapshots");
    all.put("evaluations.topic", name + "-evaluations");
    all.put("sequence.order", "rotation");
    all.put("replay.policy", exercise.replay().toString());
    all.put("replay.images", String.valueOf(HELD_IMAGES));
    all.put("replay.places", String.valueOf(1 + exercise.replaysAnImage()));
    // The one verdict that a replay may not repeat: no machine is so slow.
    all.put("gate.time-limit", "1 h");
    all.put("learner.depth", "18");
    all.put("learner.width", "8");
    all.put("learner.size", "16");
    all.put("learner.stem", "cifar");
    all.put("learner.hidden", "32");
    all.put("learner.output", "16");
    all.put("learner.batch", String.valueOf(BATCH));
    all.put("learner.warmup-steps", "20");
    all.put("learner.threads", "1");
    all.put("loss.frequencies", "32");
    all.put("snapshot.every-steps", "25");
    all.put("embed.poll", "500 ms");
    all.put("execution.checkpointing.interval", "2 s");
    all.put("execution.checkpointing.timeout", "2 min");
    all.put("restart-strategy.type", "fixed-delay");
    all.put("restart-strategy.fixed-delay.attempts", String.valueOf(Integer.MAX_VALUE));
    all.put("restart-strategy.fixed-delay.delay", "200 ms");
    return FlinkSettings.complete(ConfigLoader.load(null, all));
  }

  private String stops() {
    StringJoiner stops = new StringJoiner(";");
    for (int partition = 0; partition < PictureStream.PARTITIONS; partition++) {
      stops.add(images() + ":" + partition + ":" + PictureStream.sizeOf(partition, stream.size()));
    }
    return stops.toString();
  }
}
