package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods find what they name, are found by what selects them, and have no rights to spare. */
class RenderedPodsTest {
  /** Flink's user in its image. */
  private static final int FLINK = 9999;

  /**
   * Files of log, with the one that is written, and how long each gets: those of {@code
   * log4j-console.properties} in the operator's chart, which it mounts for every job.
   */
  private static final long KEPT_LOGS = 11;

  private static final MemorySize LOG = MemorySize.ofMebiBytes(100);

  private static final String FLINK_VERSION = EnvironmentInformation.getVersion();

  private static final String CLUSTER = "strimzi.io/cluster";
  private static final String OURS = "app.kubernetes.io/name";

  static List<Rendering> renderings() {
    return Rendering.all();
  }

  static List<Pods> pods() {
    return Pods.all();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void containersAreNotRootAndHaveNothingToSpare(Pods pods) {
    JsonNode pod = pods.podSpec().get("securityContext");
    assertThat(pod.get("runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.get("runAsUser").asInt()).isEqualTo(FLINK);
    assertThat(pod.get("fsGroup").asInt()).isEqualTo(FLINK);
    assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pods.podSpec().get("containers")).isNotEmpty();
    for (JsonNode container : pods.podSpec().get("containers")) {
      JsonNode own = container.get("securityContext");
      assertThat(own.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(own.get("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(own.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      assertThat(own.at("/capabilities/add").isMissingNode()).isTrue();
    }
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertThat(pods.podSpec().has(field)).as(field).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void resourcesAreAskedForAndHoldTheVolumes(Pods pods) {
    assertThat(pods.resources()).containsKeys("cpu", "memory", "ephemeral-storage");
    assertThat(pods.resources().values()).doesNotContain("");
    JsonNode own = pods.container().path("resources");
    assertThat(own.path("limits")).isEqualTo(own.path("requests"));
    long volumes = 0;
    for (JsonNode volume : pods.podSpec().get("volumes")) {
      if (volume.has("emptyDir")) {
        volumes += Quantities.bytes(volume.at("/emptyDir/sizeLimit").asText());
      }
    }
    assertThat(Quantities.bytes(pods.resources().get("ephemeral-storage")))
        .as("temporary files, logs and unpacked libraries together")
        .isGreaterThanOrEqualTo(volumes);
  }

  /** A volume that is fuller than its limit ends the pod. */
  @ParameterizedTest
  @MethodSource("pods")
  void logsThatTheOperatorsConfigurationKeepsFitTheirVolume(Pods pods) {
    JsonNode log = FlinkJob.named(pods.podSpec().get("volumes"), "log");

    assertThat(Quantities.bytes(log.at("/emptyDir/sizeLimit").asText()))
        .isGreaterThan(KEPT_LOGS * LOG.getBytes());
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyMountHasItsVolumeAndEveryVolumeIsMounted(Pods pods) {
    assertThat(names(pods.container().get("volumeMounts")))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(names(pods.podSpec().get("volumes")));
    assertThat(pods.mounts()).doesNotHaveDuplicates().contains("/tmp", "/opt/flink/log");
  }

  /** On a read-only root file system, what is written must lie on a volume. */
  @ParameterizedTest
  @MethodSource("pods")
  void nativesPluginsAndStateGoWhereVolumesAre(Pods pods) {
    List<String> mounts = pods.mounts();
    Map<String, String> flink = Manifest.strings(pods.job().spec().get("flinkConfiguration"));

    String options = flink.get("env.java.opts.taskmanager");
    assertThat(options).startsWith("-Dorg.bytedeco.javacpp.cachedir=");
    if (pods.haveTaskManagers()) {
      assertThat(mounts).contains(options.replaceFirst(".*=", ""));
    }
    String state = flink.get("execution.checkpointing.dir");
    if (state.startsWith("file://")) {
      assertThat(mounts).anyMatch(mount -> state.startsWith("file://" + mount + "/"));
    }
    assertThat(names(pods.container().path("env")))
        .as("the start script would link plugins into the root file system")
        .doesNotContain("ENABLE_BUILT_IN_PLUGINS");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void versionsAreThoseOfTheBuild(Pods pods) throws IOException {
    String[] parts = FLINK_VERSION.split("\\.");

    assertThat(pods.job().spec().get("flinkVersion").asText())
        .isEqualTo("v%s_%s".formatted(parts[0], parts[1]));
    String image = pods.container().path("image").asText(pods.job().spec().get("image").asText());
    assertThat(image.substring(image.lastIndexOf(':') + 1)).as(image).isEqualTo(Pom.version());
  }

  @ParameterizedTest
  @MethodSource("pods")
  void whatIsNamedIsThereOrSaidToBeMadeElsewhere(Pods pods) throws IOException {
    Rendering rendering = pods.rendering();
    String account = pods.job().spec().get("serviceAccount").asText();
    assertThat(pods.podSpec().path("serviceAccountName").asText(account)).isEqualTo(account);
    assertThat(namesOf(rendering, Rendering.Kind.ServiceAccount)).contains(account);
    for (Manifest binding : rendering.of(Rendering.Kind.RoleBinding)) {
      assertThat(namesOf(rendering, Rendering.Kind.Role))
          .contains(binding.json().at("/roleRef/name").asText());
      assertThat(binding.json().at("/subjects/0/name").asText()).isEqualTo(account);
    }
    for (JsonNode volume : pods.podSpec().get("volumes")) {
      if (volume.has("configMap")) {
        assertThat(configMaps(rendering)).contains(volume.at("/configMap/name").asText());
      }
      if (volume.has("persistentVolumeClaim")) {
        assertThat(namesOf(rendering, Rendering.Kind.PersistentVolumeClaim))
            .contains(volume.at("/persistentVolumeClaim/claimName").asText());
      }
    }
    String readme = Files.readString(Checkout.root().resolve("k8s/README.md"));
    assertThat(secrets(pods))
        .isNotEmpty()
        .allSatisfy(
            secret ->
                assertThat(
                        strimziMakes(rendering).contains(secret)
                            || readme.contains("`" + secret + "`"))
                    .as("secret " + secret)
                    .isTrue());
  }

  /** Ours, and the one that the operator makes of every job's configuration. */
  private static List<String> configMaps(Rendering rendering) {
    List<String> names = new ArrayList<>(namesOf(rendering, Rendering.Kind.ConfigMap));
    namesOf(rendering, Rendering.Kind.FlinkDeployment)
        .forEach(job -> names.add("flink-config-" + job));
    return names;
  }

  private static Set<String> secrets(Pods pods) {
    Set<String> secrets = new LinkedHashSet<>(pods.podSpec().findValuesAsText("secretName"));
    pods.podSpec().findValues("secretKeyRef").forEach(key -> secrets.add(key.get("name").asText()));
    return secrets;
  }

  /** A secret for every user, and one with the certificate of every cluster. */
  private static Set<String> strimziMakes(Rendering rendering) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Manifest user : rendering.of(Rendering.Kind.KafkaUser)) {
      secrets.add(user.name());
      secrets.add(Manifest.labels(user.json().get("metadata")).get(CLUSTER) + "-cluster-ca-cert");
    }
    return secrets;
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void everySelectorOfOurPodsFindsSome(Rendering rendering) {
    List<Map<String, String>> selectors = new ArrayList<>();
    for (Manifest manifest : rendering.manifests()) {
      for (String field : List.of("podSelector", "selector", "labelSelector")) {
        manifest
            .json()
            .findValues(field)
            .forEach(selector -> selectors.add(Manifest.strings(selector.path("matchLabels"))));
      }
    }
    List<Map<String, String>> pods = Pods.of(rendering).map(Pods::labels).toList();

    assertThat(selectors)
        .filteredOn(selector -> selector.containsKey(OURS))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            selector ->
                assertThat(pods)
                    .anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet())));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void nothingReachesOrLeavesAPodThatNoPolicyNames(Rendering rendering) {
    assertThat(rendering.of(Rendering.Kind.NetworkPolicy))
        .anySatisfy(
            policy -> {
              assertThat(policy.spec().at("/podSelector/matchLabels")).hasSize(1);
              assertThat(policy.spec().get("policyTypes")).hasSize(2);
              assertThat(policy.spec().has("ingress")).isFalse();
              assertThat(policy.spec().has("egress")).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void prometheusScrapesThePortThatFlinkOpens(Pods pods) {
    String port =
        pods.job()
            .spec()
            .at("/flinkConfiguration")
            .get("metrics.reporter.prometheus.port")
            .asText();
    JsonNode named = FlinkJob.named(pods.container().get("ports"), "metrics");

    assertThat(named.get("containerPort").asText()).isEqualTo(port);
    assertThat(pods.rendering().of(Rendering.Kind.PodMonitor))
        .allSatisfy(
            monitor ->
                assertThat(monitor.spec().at("/podMetricsEndpoints/0/port").asText())
                    .isEqualTo("metrics"));
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(element -> names.add(element.get("name").asText()));
    return names;
  }

  private static List<String> namesOf(Rendering rendering, Rendering.Kind kind) {
    return rendering.of(kind).stream().map(Manifest::name).toList();
  }
}
