package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hsicflow.pipeline.config.ConfigLoader;
import io.hsicflow.pipeline.job.FlinkSettings;
import io.hsicflow.pipeline.job.HsicflowJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * A FlinkDeployment, as the operator reads it.
 *
 * @param rendering what it is part of
 * @param manifest the object
 */
record FlinkJob(Rendering rendering, Manifest manifest) {
  private static final String DEFINE = "-D";
  private static final String CONFIG = "--config";
  private static final String DASHES = "--";

  /** The processes that the operator makes pods for. */
  enum Process {
    jobManager,
    taskManager
  }

  JsonNode spec() {
    return manifest.spec();
  }

  /** Flink's configuration, without what the operator adds. */
  Configuration flinkConfiguration() {
    return Configuration.fromMap(Manifest.strings(spec().get("flinkConfiguration")));
  }

  /** Whether Flink starts TaskManagers itself, as the operator has it where nothing is said. */
  boolean isNative() {
    return spec().path("mode").asText("native").equals("native");
  }

  /** What Flink makes of the size of a TaskManager that the operator starts. */
  TaskExecutorProcessSpec taskManager() {
    Configuration flink = flinkConfiguration();
    flink.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.parse(spec().at("/taskManager/resource/memory").asText()));
    return TaskExecutorProcessUtils.processSpecFromConfig(flink);
  }

  /** How many slots the job's graph takes, by the name of those that share them. */
  Map<String, Integer> slots(Configuration settings) {
    Map<String, Integer> slots = new LinkedHashMap<>();
    for (StreamNode node : HsicflowJob.graph(settings).getStreamNodes()) {
      slots.merge(node.getSlotSharingGroup(), node.getParallelism(), Math::max);
    }
    return slots;
  }

  /** The template of a process's pods: the common one with its own laid over it. */
  JsonNode template(Process process) {
    return merged(spec().get("podTemplate"), spec().path(process.name()).path("podTemplate"));
  }

  /** The container that Flink runs in. */
  static JsonNode container(JsonNode template) {
    return named(template.at("/spec/containers"), "flink-main-container");
  }

  /** The element of a list with that name, or a missing node. */
  static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(element -> element.path("name").asText().equals(name))
        .findFirst()
        .orElse(list.path(-1));
  }

  /**
   * The job's settings as its {@code main} completes them.
   *
   * @param root a folder in which files are made that the settings refer to, where the pods have
   *     them mounted
   */
  Configuration settings(Path root) throws IOException {
    JsonNode template = template(Process.jobManager);
    Map<String, String> overrides = new LinkedHashMap<>();
    Path config = null;
    List<String> arguments = arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(CONFIG)) {
        i++;
        config = mounted(template, arguments.get(i), root);
      } else if (argument.startsWith(DEFINE) && argument.contains("=")) {
        int equals = argument.indexOf('=');
        overrides.put(argument.substring(DEFINE.length(), equals), argument.substring(equals + 1));
      } else {
        throw new IllegalArgumentException(manifest + " has the argument " + argument + ".");
      }
    }
    for (JsonNode mount : container(template).get("volumeMounts")) {
      makeSecrets(named(template.at("/spec/volumes"), mount.get("name").asText()), mount, root);
    }
    return FlinkSettings.complete(ConfigLoader.load(config, overrides));
  }

  /**
   * What {@code main} gets. Where the operator starts Flink by its script, that takes for itself
   * what it knows up to two dashes.
   */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    spec().at("/job/args").forEach(argument -> arguments.add(argument.asText()));
    if (isNative()) {
      return arguments;
    }
    if (!arguments.get(0).equals(DASHES)) {
      throw new IllegalArgumentException(
          manifest + " gives its arguments to Flink, not to the job: begin with " + DASHES + ".");
    }
    return arguments.subList(1, arguments.size());
  }

  /** The settings file of a config map, with references to files below {@code root}. */
  private Path mounted(JsonNode template, String path, Path root) throws IOException {
    for (JsonNode mount : container(template).get("volumeMounts")) {
      Path folder = Path.of(mount.get("mountPath").asText());
      JsonNode volume = named(template.at("/spec/volumes"), mount.get("name").asText());
      if (Path.of(path).startsWith(folder) && volume.has("configMap")) {
        String name = volume.at("/configMap/name").asText();
        String text =
            rendering.of(Rendering.Kind.ConfigMap).stream()
                .filter(map -> map.name().equals(name))
                .map(map -> map.json().get("data").get(folder.relativize(Path.of(path)).toString()))
                .findFirst()
                .orElseThrow()
                .asText();
        return Files.writeString(
            root.resolve(manifest.name() + ".yaml"), text.replace("${file:", "${file:" + root));
      }
    }
    throw new IllegalArgumentException(manifest + " has nothing mounted at " + path + ".");
  }

  private static void makeSecrets(JsonNode volume, JsonNode mount, Path root) throws IOException {
    for (JsonNode item : volume.at("/secret/items")) {
      Path file = Path.of(root + mount.get("mountPath").asText(), item.get("path").asText());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "made up\n");
    }
  }

  /** As the operator merges templates by name. */
  private static JsonNode merged(JsonNode common, JsonNode own) {
    if (own.isMissingNode()) {
      return common;
    }
    if (common instanceof ObjectNode object && own.isObject()) {
      ObjectNode merged = object.deepCopy();
      own.forEachEntry(
          (name, field) ->
              merged.set(name, object.has(name) ? merged(object.get(name), field) : field));
      return merged;
    }
    if (common instanceof ArrayNode array && own.isArray()) {
      ArrayNode merged = array.arrayNode();
      array.forEach(
          element -> merged.add(merged(element, named(own, element.path("name").asText()))));
      own.forEach(
          element -> {
            if (named(array, element.path("name").asText()).isMissingNode()) {
              merged.add(element);
            }
          });
      return merged;
    }
    return own;
  }

  @Override
  public String toString() {
    return rendering + "/" + manifest.name();
  }
}
