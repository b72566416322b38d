package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.config.ConfigCheck;
import io.hsicflow.pipeline.config.OptionEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** No page names a setting that is not there. */
class NamedOptionsTest {
  /** Ours have points; {@code -Dkey=value} stands for any. */
  private static final Pattern GIVEN = Pattern.compile("-D([a-z][\\w-]*\\.[\\w.-]+)=.*");

  private static final Pattern YAML_KEY =
      Pattern.compile("(?m)^\\s*#?\\s?([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9-]+)+):");

  /** A key in backticks, perhaps with a value: {@code learner.steps = 100}. */
  private static final Pattern KEY =
      Pattern.compile("([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)(?:\\s*[=:].*)?");

  private static final Pattern FAMILY =
      Pattern.compile("([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\.)\\*");
  private static final String MANIFEST = "apiVersion:";

  private static final Set<String> GROUPS =
      AllOptions.catalog().entries().stream()
          .map(OptionEntry::key)
          .map(key -> key.substring(0, key.indexOf('.')))
          .collect(Collectors.toSet());

  @Test
  void everySettingThatIsGivenOnACommandLineExists() {
    assertThat(
            unknown(
                page ->
                    Stream.concat(
                            WrittenCommand.of(page).stream().flatMap(call -> call.words().stream()),
                            page.codeSpans().stream())
                        .map(GIVEN::matcher)
                        .filter(Matcher::matches)
                        .map(key -> key.group(1))))
        .as("-Dkey= with unknown keys")
        .isEmpty();
  }

  @Test
  void everySettingInAYamlBlockExists() {
    assertThat(
            unknown(
                page ->
                    page.blocks().stream()
                        .filter(block -> block.language().equals("yaml"))
                        .filter(block -> !block.text().contains(MANIFEST))
                        .flatMap(block -> YAML_KEY.matcher(block.text()).results())
                        .map(key -> key.group(1))))
        .as("keys in YAML that are unknown")
        .isEmpty();
  }

  @Test
  void everySettingInBackticksExists() {
    assertThat(
            unknown(
                page ->
                    page.codeSpans().stream()
                        .map(KEY::matcher)
                        .filter(Matcher::matches)
                        .map(key -> key.group(1))
                        .filter(NamedOptionsTest::isOfOurGroups)
                        .filter(key -> !MetricNames.isOne(key) && !MetricNames.isEndOfOne(key))))
        .as("keys in backticks that are unknown")
        .isEmpty();
  }

  @Test
  void everyFamilyOfSettingsInBackticksExists() {
    Set<String> unknown = new TreeSet<>();
    for (Page page : Page.all()) {
      page.codeSpans().stream()
          .map(FAMILY::matcher)
          .filter(Matcher::matches)
          .map(family -> family.group(1))
          .filter(NamedOptionsTest::isOfOurGroups)
          .filter(
              prefix ->
                  AllOptions.catalog().entries().stream()
                      .noneMatch(entry -> entry.key().startsWith(prefix)))
          .forEach(prefix -> unknown.add(page.name() + ": " + prefix + "*"));
    }

    assertThat(unknown).as("families of keys that have no member").isEmpty();
  }

  /** What pages have of keys. */
  @FunctionalInterface
  private interface Keys {
    Stream<String> of(Page page);
  }

  private static List<String> unknown(Keys keys) {
    return Page.all().stream()
        .flatMap(
            page -> keys.of(page).filter(key -> !known(key)).map(key -> page.name() + ": " + key))
        .distinct()
        .toList();
  }

  private static boolean isOfOurGroups(String key) {
    return GROUPS.contains(key.substring(0, key.indexOf('.')));
  }

  /** Ours, or one that is passed on to Flink or Kafka. */
  private static boolean known(String key) {
    if (AllOptions.catalog().find(key).isPresent()) {
      return true;
    }
    try {
      ConfigCheck.check(Configuration.fromMap(Map.of(key, "any")), AllOptions.catalog(), Map.of());
      return true;
    } catch (UserException e) {
      return false;
    }
  }
}
