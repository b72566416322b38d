package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pods that an object makes.
 *
 * @param rendering what the object is part of
 * @param name of the object and, where it makes several kinds of pods, of the kind
 * @param template of the pods
 * @param resources what Flink's container asks for, by Kubernetes' names
 * @param job whose pods they are
 */
record Pods(
    Rendering rendering,
    String name,
    JsonNode template,
    Map<String, String> resources,
    FlinkJob job) {

  /** Those of all renderings. */
  static List<Pods> all() {
    return Rendering.all().stream().flatMap(Pods::of).toList();
  }

  /** Those that the operator makes for jobs, and those of Deployments. */
  static Stream<Pods> of(Rendering rendering) {
    return Stream.concat(
        rendering.jobs().stream()
            .flatMap(job -> Stream.of(FlinkJob.Process.values()).map(process -> of(job, process))),
        rendering.of(Rendering.Kind.Deployment).stream()
            .map(
                deployment -> {
                  JsonNode template = deployment.spec().get("template");
                  JsonNode container = FlinkJob.container(template);
                  return new Pods(
                      rendering,
                      deployment.name(),
                      template,
                      Manifest.strings(container.at("/resources/requests")),
                      rendering.jobs().get(0));
                }));
  }

  /** Flink gives its container requests and limits from what the job says of the process. */
  private static Pods of(FlinkJob job, FlinkJob.Process process) {
    JsonNode resource = job.spec().at("/" + process + "/resource");
    return new Pods(
        job.rendering(),
        job.manifest().name() + "/" + process,
        job.template(process),
        Map.of(
            "cpu", resource.path("cpu").asText(),
            "memory", resource.path("memory").asText(),
            "ephemeral-storage", resource.path("ephemeralStorage").asText()),
        job);
  }

  JsonNode container() {
    return FlinkJob.container(template);
  }

  JsonNode podSpec() {
    return template.get("spec");
  }

  Map<String, String> labels() {
    return Manifest.labels(template.get("metadata"));
  }

  /** Where volumes are mounted. */
  List<String> mounts() {
    return container().findValuesAsText("mountPath");
  }

  /** Whether learners run in them. */
  boolean haveTaskManagers() {
    return !name.endsWith("/" + FlinkJob.Process.jobManager);
  }

  @Override
  public String toString() {
    return rendering + "/" + name;
  }
}
