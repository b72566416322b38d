package io.hsicflow.pipeline.report;

import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.snapshot.SnapshotMetadata;
import io.hsicflow.operators.trainer.LearnerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;

/** What a snapshot says of the learner that made it: settings, and what computed them. */
final class LearnerText {
  private static final List<ConfigOption<?>> COMPUTING =
      List.of(
          LearnerOptions.BACKEND,
          LearnerOptions.PRECISION,
          LearnerOptions.DEVICE,
          LearnerOptions.THREADS);

  private LearnerText() {}

  /** All of it by key; what is no JSON, as others may write it, under one. */
  static Map<String, String> settings(SnapshotMetadata metadata) {
    Map<String, String> settings = new TreeMap<>();
    try {
      JsonReader.parseObject(metadata.settings())
          .forEach((key, value) -> settings.put(key, String.valueOf(value)));
    } catch (IllegalArgumentException e) {
      settings.put("settings", metadata.settings());
    }
    return settings;
  }

  /** Backend, precision, device and threads, where they are told. */
  static Map<String, String> computedBy(SnapshotMetadata metadata) {
    Map<String, String> settings = settings(metadata);
    Map<String, String> computing = new LinkedHashMap<>();
    for (ConfigOption<?> option : COMPUTING) {
      if (settings.containsKey(option.key())) {
        computing.put(option.key(), settings.get(option.key()));
      }
    }
    return computing;
  }
}
