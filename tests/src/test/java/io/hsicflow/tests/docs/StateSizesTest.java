package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.learner.Learner;
import io.hsicflow.model.learner.LearnerSettings;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.network.ResNet;
import io.hsicflow.model.network.Stem;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The formula and the table of sizes in the page on operations. */
class StateSizesTest {
  private static final int OUTPUT = 256;
  private static final Pattern ROW =
      Pattern.compile("\\| ResNet-(\\d+) \\| ([\\d.]+) million \\| ([\\d,]+) MB \\|");

  @Test
  void rowsOfTheTableAreWhatTheFormulaSays() {
    List<MatchResult> rows = ROW.matcher(Page.of("docs/operations.md").text()).results().toList();

    assertThat(rows).hasSize(5);
    assertThat(rows)
        .allSatisfy(
            row -> {
              int depth = Integer.parseInt(row.group(1));
              long encoder = encoder(depth, Stem.IMAGENET, 64);
              long bytes = bytes(encoder, embedding(depth, 64), 4096);
              assertThat(row.group(2)).isEqualTo(String.format(Locale.ROOT, "%.1f", encoder / 1e6));
              assertThat(row.group(3)).isEqualTo(String.format(Locale.ROOT, "%,.0f", bytes / 1e6));
            });
  }

  @Test
  void stateOfALearnerIsAsLargeAsTheFormulaSays() {
    int hidden = 512;
    LearnerSettings settings =
        LearnerSettings.builder()
            .depth(18)
            .width(16)
            .stem(Stem.CIFAR)
            .inputSize(32)
            .hidden(hidden)
            .output(OUTPUT)
            .batch(8)
            .build();
    long formula = bytes(encoder(18, Stem.CIFAR, 16), embedding(18, 16), hidden);

    try (Backend backend = Backends.open("onednn", Precision.FLOAT32, 1);
        Learner learner = Learner.create(backend, settings)) {
      assertThat(learner.stateBytes()).isCloseTo(formula, withinPercentage(1));
    }
  }

  /** Bytes by the page's formula, without views. */
  private static long bytes(long encoder, long embedding, long hidden) {
    long target = encoder + embedding * hidden + 3 * hidden + hidden * OUTPUT;
    long online = target + 2 * OUTPUT * hidden + 3 * hidden;
    return 4 * (3 * online + target);
  }

  private static long embedding(int depth, int width) {
    return 8L * width * (ResNet.hasBottlenecks(depth) ? 4 : 1);
  }

  private static long encoder(int depth, Stem stem, int width) {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    ResNet encoder = new ResNet(layout, "encoder", depth, stem, width);
    assertThat((long) encoder.embedding()).isEqualTo(embedding(depth, width));
    return layout.build().size();
  }
}
