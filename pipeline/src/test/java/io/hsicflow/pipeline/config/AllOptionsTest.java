package io.hsicflow.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllOptionsTest {
  static Iterable<OptionEntry> entries() {
    return AllOptions.catalog().entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void keysAreLowerCaseWithHyphensAndDescriptionsAreSentences(OptionEntry entry) {
    assertThat(entry.key()).matches("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
    assertThat(entry.description()).endsWith(".").hasSizeGreaterThan(15);
    assertThat(entry.type()).isNotBlank();
  }
}
