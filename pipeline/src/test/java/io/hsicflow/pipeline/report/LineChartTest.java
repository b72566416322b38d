package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static Series series(double... y) {
    return new Series("y", IntStream.range(0, y.length).asDoubleStream().toArray(), y);
  }

  private static LineChart chart(Series... curves) {
    return new LineChart(
        "title",
        "steps",
        List.of(curves),
        List.of(new LineChart.Floor("floor", 0.5, 0, false)),
        false);
  }

  @Test
  void aLongCurveIsDrawnInFewPointsAndKeepsItsExtremes() {
    double[] y = IntStream.range(0, 100_000).mapToDouble(i -> i == 54_321 ? 9 : 1).toArray();

    List<Series.Bucket> buckets = series(y).buckets(LineChart.DRAWN);

    assertThat(buckets).hasSizeLessThanOrEqualTo(LineChart.DRAWN);
    assertThat(buckets)
        .anyMatch(bucket -> bucket.most() == 9)
        .allMatch(bucket -> bucket.least() == 1);
    assertThat(buckets.get(buckets.size() - 1).x()).isEqualTo(99_999);
    assertThat(chart(series(y)).html().toString()).hasSizeLessThan(20_000);
  }

  @Test
  void theMeanOfABucketIsOfItsFiniteValues() {
    List<Series.Bucket> buckets =
        series(1, Double.NaN, 3, 5, Double.POSITIVE_INFINITY, Double.NaN).buckets(3);

    assertThat(buckets).extracting(Series.Bucket::mean).containsExactly(1.0, 4.0, Double.NaN);
  }

  @Test
  void whatIsNotFiniteLeavesAGapAndIsCounted() throws Exception {
    String markup = chart(series(1, 2, Double.NaN, Double.NEGATIVE_INFINITY, 3)).html().toString();

    Xml.parse(markup);
    assertThat(markup).contains("2 of 5 are no finite number").doesNotContain("NaN", "Infinity");
  }

  @Test
  void nothingToDrawIsStillAFigure() throws Exception {
    for (Series curve : List.of(series(), series(Double.NaN), series(4), series(4, 4), series(0))) {
      String markup = chart(curve).html().toString();

      Xml.parse(markup);
      assertThat(markup).doesNotContain("NaN", "Infinity");
    }
    assertThat(chart(series(Double.NaN)).isEmpty()).isTrue();
    assertThat(chart(series(1)).isEmpty()).isFalse();
  }

  @Test
  void anAxisHasRoundNumbersWithinItsEnds() {
    Axis axis = Axis.around(new double[] {0.137, 0.912, Double.NaN}, 0, 10, 110);

    assertThat(axis.ticks(4)).allMatch(tick -> tick >= 0.137 && tick <= 0.912);
    assertThat(axis.ticks(4)).hasSizeBetween(2, 6);
    assertThat(axis.label(axis.ticks(4).get(0), 4)).isEqualTo("0.2");
    assertThat(axis.at(0.137)).isCloseTo(10, within(1e-9));
    assertThat(axis.at(0.912)).isCloseTo(110, within(1e-9));
  }

  @Test
  void largeNumbersAreShort() {
    assertThat(new Axis(0, 365_696, 0, 1).label(200_000, 4)).isEqualTo("200 k");
    assertThat(new Axis(0, 2.5e6, 0, 1).label(1.5e6, 5)).isEqualTo("1.5 M");
  }

  @Test
  void moreCurvesThanColoursAreRefused() {
    assertThatThrownBy(
            () -> new LineChart("many", "x", Collections.nCopies(5, series(1)), List.of(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 curves");
  }
}
