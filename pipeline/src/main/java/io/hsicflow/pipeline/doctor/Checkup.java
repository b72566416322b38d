package io.hsicflow.pipeline.doctor;

import io.hsicflow.connectors.kafka.KafkaOptions;
import io.hsicflow.model.backend.BackendProvider;
import io.hsicflow.model.backend.BackendSet;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.snapshot.SnapshotOptions;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.Versions;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.registry.RegistryOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;

/** All checks of this machine and of given settings, in the order in which they are told. */
public final class Checkup {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** How long the brokers may take to answer, in milliseconds. */
  private static final String PATIENCE = "5000";

  private static final List<String> TIME_OUTS =
      List.of("default.api.timeout.ms", "request.timeout.ms");

  private Checkup() {}

  /** With these settings. */
  public static List<Check> of(Configuration settings) throws IOException {
    return all(settings, () -> new SettingsCheck(settings));
  }

  /** Of the machine alone, where settings were given that cannot be read. */
  public static List<Check> withoutSettings(UserException failure) throws IOException {
    Finding finding =
        Finding.wrong(failure.getMessage(), "Mend it; the checks below go by the defaults.");
    return all(new Configuration(), () -> new Told("settings", finding));
  }

  private static List<Check> all(Configuration settings, Supplier<Check> first) throws IOException {
    List<Check> checks = new ArrayList<>();
    checks.add(first.get());
    checks.add(new VersionsCheck());
    checks.add(JavaCheck.ofThisProcess());
    checks.add(new MemoryCheck(MemorySizes.ofThisProcess()));
    int threads = LearnerOptions.threads(settings);
    checks.add(
        new ProcessorsCheck(
            Runtime.getRuntime().availableProcessors(),
            threads,
            Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of()));
    checks.add(new ClockCheck(new SystemClock(), programTime()));
    BackendSet backends = BackendSet.onClassPath();
    checks.add(new LearnerBackendCheck(backends, settings));
    for (BackendProvider provider : backends.providers()) {
      boolean asked = provider.name().equals(settings.get(LearnerOptions.BACKEND));
      checks.add(new BackendCheck(provider, asked, threads));
    }
    addFolders(settings, checks);
    addKafka(settings, checks);
    if (settings.contains(RegistryOptions.URL)) {
      checks.add(new RegistryCheck(settings));
    }
    return checks;
  }

  private static void addFolders(Configuration settings, List<Check> checks) {
    Configuration complete;
    try {
      complete = FlinkSettings.complete(settings);
    } catch (UserException | IllegalArgumentException refused) {
      // The check of the settings says so; the folders are then looked at as they are by default.
      complete = FlinkSettings.complete(new Configuration());
    }
    checks.add(
        new FolderCheck(
            "checkpoints", complete.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY), "job.folder"));
    checks.add(
        new FolderCheck(
            "savepoints", complete.get(CheckpointingOptions.SAVEPOINT_DIRECTORY), "job.folder"));
    checks.add(
        new FolderCheck(
            "snapshots", complete.get(SnapshotOptions.FOLDER), SnapshotOptions.FOLDER.key()));
    for (String folder : ConfigurationUtils.parseTempDirectories(settings)) {
      checks.add(new FolderCheck("temporary files", folder, CoreOptions.TMP_DIRS.key()));
    }
  }

  private static void addKafka(Configuration settings, List<Check> checks) {
    if (!settings.contains(KafkaOptions.BOOTSTRAP_SERVERS)) {
      checks.add(
          new Told("Kafka", Finding.fine("not looked for: kafka.bootstrap.servers is not set")));
      return;
    }
    Configuration patient = new Configuration(settings);
    for (String property : TIME_OUTS) {
      patient.setString(KafkaOptions.PREFIX + property, PATIENCE);
    }
    checks.add(new KafkaCheck(patient));
    checks.add(new TopicsCheck(patient));
  }

  /** When the program's files were written. */
  private static Instant programTime() throws IOException {
    try {
      return Files.getLastModifiedTime(
              Path.of(Versions.class.getProtectionDomain().getCodeSource().getLocation().toURI()))
          .toInstant();
    } catch (URISyntaxException e) {
      throw new IOException("The program's own place is no path.", e);
    }
  }
}
