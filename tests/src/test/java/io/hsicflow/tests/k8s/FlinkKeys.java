package io.hsicflow.tests.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The keys of a cluster's configuration: Flink's own, its plugins' and the operator's. */
final class FlinkKeys {
  private static final String OPTIONS = "org/apache/flink/configuration/";

  /**
   * What is in no jar here, with where it is documented: the operator 1.15 (configuration,
   * "Resource/User Configuration"), Flink's plugins for S3 ("Amazon S3"), Kubernetes ("External
   * Resource Framework") and Prometheus.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "kubernetes.operator.savepoint.format.type",
          "kubernetes.operator.pod-template.merge-arrays-by-name",
          "kubernetes.operator.jm-deployment-recovery.enabled",
          "kubernetes.operator.deployment.rollback.enabled",
          "kubernetes.operator.deployment.readiness.timeout",
          "s3.endpoint",
          "s3.path.style.access",
          "external-resource.gpu.kubernetes.config-key",
          "metrics.reporter.prometheus.port");

  private static final Pattern REPORTER = Pattern.compile("^metrics\\.reporter\\.[^.]+\\.");

  private static final List<Pattern> FLINKS = read();

  private FlinkKeys() {}

  /** Whether somebody reads the key; deprecated keys do not count. */
  static boolean known(String key) {
    // Options of a reporter have no key but what stands behind its name.
    String option = REPORTER.matcher(key).replaceFirst("");
    return ELSEWHERE.contains(key)
        || FLINKS.stream().anyMatch(pattern -> pattern.matcher(option).matches());
  }

  /** The keys of all options of Flink's core; a part in angle brackets stands for any name. */
  private static List<Pattern> read() {
    Set<String> keys = new LinkedHashSet<>();
    try (JarFile jar = new JarFile(coreJar().toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(OPTIONS) && name.endsWith("Options.class"))
          .forEach(name -> keys.addAll(keysOf(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys.stream()
        .map(key -> Pattern.compile(Pattern.quote(key).replaceAll("<[^>]+>", "\\\\E[^.]+\\\\Q")))
        .toList();
  }

  private static Path coreJar() {
    try {
      return Path.of(
          Configuration.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> keysOf(String entry) {
    Set<String> keys = new LinkedHashSet<>();
    try {
      Class<?> options =
          Class.forName(entry.replace('/', '.').substring(0, entry.length() - ".class".length()));
      for (Field field : options.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          keys.add(((ConfigOption<?>) field.get(null)).key());
        }
      }
      return keys;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The options of " + entry + " cannot be read.", e);
    }
  }
}
