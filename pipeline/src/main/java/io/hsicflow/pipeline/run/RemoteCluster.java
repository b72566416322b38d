package io.hsicflow.pipeline.run;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.job.HsicflowJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink session cluster reached through its REST endpoint. Its machines have our model and
 * backend jars in {@code lib/}; the job jar travels with the job, unless they have its classes,
 * too.
 */
public final class RemoteCluster {
  /** Where the launcher says the job jar lies. */
  public static final String JOB_JAR_PROPERTY = "hsicflow.job-jar";

  private final String host;
  private final int port;
  private final String[] jars;

  private RemoteCluster(String host, int port, Path... jars) {
    this.host = host;
    this.port = port;
    this.jars = Stream.of(jars).map(Path::toString).toArray(String[]::new);
  }

  /**
   * The cluster at {@code address}.
   *
   * @param address HOST:PORT
   * @param jobJar the job jar, null for the one that the launcher names
   * @throws UserException if the address or the jar is none
   */
  public static RemoteCluster at(String address, Path jobJar) {
    int colon = colonOf(address);
    Path jar = jobJar != null ? jobJar : launcherJar();
    if (!Files.isRegularFile(jar)) {
      throw new UserException(
          "There is no job jar "
              + jar
              + "; build it with ./mvnw package or name it with --job-jar.");
    }
    return new RemoteCluster(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), jar);
  }

  /**
   * The cluster at {@code address} (HOST:PORT), whose processes have the job's classes on their
   * class path.
   *
   * @throws UserException if the address is none
   */
  public static RemoteCluster withTheJobsClasses(String address) {
    int colon = colonOf(address);
    return new RemoteCluster(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private static int colonOf(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      throw new UserException(
          "'" + address + "' is no address of a cluster; give HOST:PORT of its REST endpoint.");
    }
    return colon;
  }

  private static Path launcherJar() {
    String named = System.getProperty(JOB_JAR_PROPERTY);
    if (named == null) {
      throw new UserException("A run on a cluster needs the job jar; name it with --job-jar.");
    }
    return Path.of(named);
  }

  /** Where the dashboard answers. */
  public String webAddress() {
    return "http://" + host + ":" + port;
  }

  /**
   * Submits the job.
   *
   * @param settings completed settings
   * @param from the checkpoint or savepoint to start from
   */
  public RunningJob submit(Configuration settings, Optional<String> from) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(host, port, settings, jars);
    HsicflowJob.define(env, settings);
    StreamGraph graph = env.getStreamGraph();
    from.ifPresent(
        path -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path)));
    return new RunningJob(
        env.executeAsync(graph), settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY));
  }
}
