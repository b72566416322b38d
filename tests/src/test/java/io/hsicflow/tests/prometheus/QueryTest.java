package io.hsicflow.tests.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @Test
  void namesAndMatchersOfEverySelectorAreRead() {
    Query query =
        Query.of(
            """
            # how many fail
            sum by (job, code) (rate(http_requests_total{job=~"api.*", code!="200",}[5m])) / 1e-3
              > 0.05 and on (job) up == 1 or abs(-up{zone='a'}) >= Inf
            """);

    assertThat(query.selectors())
        .containsExactly(
            new Selector(
                "http_requests_total",
                List.of(
                    new LabelMatcher("job", "=~", "api.*"), new LabelMatcher("code", "!=", "200"))),
            new Selector("up", List.of()),
            new Selector("up", List.of(new LabelMatcher("zone", "=", "a"))));
    assertThat(query.labels()).containsExactlyInAnyOrder("job", "code");
  }

  @Test
  void anAggregationMayNameItsLabelsBehind() {
    Query query = Query.of("max(errors offset 1h) without (instance) * on (job) group_left sizes");

    assertThat(query.selectors()).extracting(Selector::metric).containsExactly("errors", "sizes");
    assertThat(query.labels()).containsExactlyInAnyOrder("instance", "job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{job=\"a\"}", "sum(up", "up{job=", "up & down", "up{\"job\"=\"a\"}"})
  void whatCannotBeReadForSureIsRefused(String text) {
    assertThatThrownBy(() -> Query.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSelectorTakesWhatHasItsLabels() {
    Sample sample = new Sample("up", Map.of("job", "both", "code", ""), 1);

    assertThat(selector("up{job=\"both\"}").takes(sample)).isTrue();
    assertThat(selector("up{job=~\"b.*\"}").takes(sample)).isTrue();
    assertThat(selector("up{job=~\"b\"}").takes(sample)).as("the whole value").isFalse();
    assertThat(selector("up{job!=\"both\"}").takes(sample)).isFalse();
    assertThat(selector("up{job!~\"b.*\"}").takes(sample)).isFalse();
    assertThat(selector("up{zone!=\"a\"}").takes(sample)).as("a label that is not there").isFalse();
    assertThat(selector("down").takes(sample)).isFalse();
  }

  @Test
  void aScrapeIsReadWithItsEscapesAndItsStrangeNumbers() {
    Scrape scrape =
        Scrape.parse(
            """
            # HELP a_metric what it is
            # TYPE a_metric gauge
            a_metric{path="C:\\\\next",said="\\"no, never\\"\\n",} NaN
            a_metric -Inf
            # TYPE b summary
            b{quantile="0.5",} 1.5E-4 1790000000000
            """);

    assertThat(scrape.types()).containsEntry("a_metric", "gauge").containsEntry("b", "summary");
    assertThat(scrape.of("a_metric").get(0).labels())
        .containsEntry("path", "C:\\next")
        .containsEntry("said", "\"no, never\"\n");
    assertThat(scrape.of("a_metric").get(0).value()).isNaN();
    assertThat(scrape.of("a_metric").get(1).value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(scrape.of("b").get(0).value()).isEqualTo(1.5e-4);
    assertThatThrownBy(() -> Scrape.parse("a_metric{path=x} 1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Selector selector(String text) {
    return Query.of(text).selectors().get(0);
  }
}
