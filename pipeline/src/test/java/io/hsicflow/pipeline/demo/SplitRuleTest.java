package io.hsicflow.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitRuleTest {
  @Test
  void aTestFolderIsTheQuerySet() {
    SplitRule rule = SplitRule.of(List.of("train/cat/1.jpg", "test/cat/1.jpg", "test/dog/2.jpg"));
    assertThat(rule.hasTestFolder()).isTrue();
    assertThat(rule.isQuery("test/dog/2.jpg")).isTrue();
    assertThat(rule.isQuery("train/cat/1.jpg")).isFalse();
  }

  @Test
  void theFolderThatAnArchiveUnpacksToDoesNotHideIt() {
    SplitRule rule = SplitRule.of(List.of("pets/train/cat/1.jpg", "pets/test/cat/1.jpg"));
    assertThat(rule.isQuery("pets/test/cat/1.jpg")).isTrue();
    assertThat(rule.isQuery("pets/train/cat/1.jpg")).isFalse();
  }

  @Test
  void aClassNamedTestDeepInsideIsNoTestFolder() {
    assertThat(SplitRule.of(List.of("a/test/1.jpg", "b/other/2.jpg")).hasTestFolder()).isFalse();
    assertThat(SplitRule.of(List.of("testing/1.jpg", "other/2.jpg")).hasTestFolder()).isFalse();
    assertThat(SplitRule.of(List.of("test/1.jpg", "test/2.jpg")).hasTestFolder()).isFalse();
  }

  @Test
  void withoutOneEveryTenthIdByHashIs() {
    List<String> ids = IntStream.range(0, 20_000).mapToObj(i -> "cat/" + i + ".jpg").toList();
    SplitRule rule = SplitRule.of(ids);
    long queries = ids.stream().filter(rule::isQuery).count();
    // Four standard deviations around 2,000.
    assertThat(queries).isBetween(1_830L, 2_170L);
    assertThat(ids.stream().filter(SplitRule.of(ids)::isQuery).count()).isEqualTo(queries);
    assertThat(SplitRule.of(ids.subList(0, 10)).isQuery(ids.get(3)))
        .isEqualTo(rule.isQuery(ids.get(3)));
  }
}
