package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An overlay as kustomize renders it, and as users without kustomize apply it.
 *
 * @param overlay its folder's name
 * @param file the checked-in rendering
 * @param manifests its objects, in their order
 */
record Rendering(String overlay, Path file, List<Manifest> manifests) {
  private static final Path FOLDER = Checkout.root().resolve("k8s");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Those of all overlays, by name. */
  static List<Rendering> all() {
    try (Stream<Path> overlays = Files.list(FOLDER.resolve("overlays"))) {
      return overlays
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .map(Rendering::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rendering of(String overlay) {
    Path file = FOLDER.resolve("rendered").resolve(overlay + ".yaml");
    return new Rendering(overlay, file, documents(file).stream().map(Manifest::new).toList());
  }

  /** The documents of a YAML file. */
  static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read as YAML.", e);
    }
  }

  /** The folder that {@code kustomize build} takes. */
  Path source() {
    return FOLDER.resolve("overlays").resolve(overlay);
  }

  /** The objects of one kind. */
  List<Manifest> of(Kind kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind.name())).toList();
  }

  /** The jobs. */
  List<FlinkJob> jobs() {
    return of(Kind.FlinkDeployment).stream().map(manifest -> new FlinkJob(this, manifest)).toList();
  }

  /** Kinds that tests ask for, by Kubernetes' own names. */
  enum Kind {
    ConfigMap,
    Deployment,
    FlinkDeployment,
    KafkaTopic,
    KafkaUser,
    NetworkPolicy,
    PersistentVolumeClaim,
    PodDisruptionBudget,
    PodMonitor,
    Role,
    RoleBinding,
    ServiceAccount
  }

  @Override
  public String toString() {
    return overlay;
  }
}
