package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hsicflow.model.metrics.Vectors;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {
  @Test
  void axesInOrderOfVarianceAreFoundAgain() {
    // Around (7, 7, 7): +-3 along the second axis, +-2 along the third, +-1 along the first.
    float[] values = {7, 10, 7, 7, 4, 7, 7, 7, 9, 7, 7, 5, 8, 7, 7, 6, 7, 7};

    PrincipalPlane plane = PrincipalPlane.of(new Vectors(values, 3));

    assertThat(Math.abs(plane.x()[0])).isCloseTo(3, within(1e-6));
    assertThat(plane.x()[1]).isCloseTo(-plane.x()[0], within(1e-6));
    assertThat(Math.abs(plane.y()[2])).isCloseTo(2, within(1e-6));
    assertThat(plane.x()[4]).isCloseTo(0, within(1e-6));
    assertThat(plane.y()[4]).isCloseTo(0, within(1e-6));
    assertThat(plane.explained()).isCloseTo((18 + 8) / 28.0, within(1e-6));
  }

  @Test
  void distancesWithinAPlaneAreKept() {
    float[] values = new float[4 * 5];
    double[][] flat = {{3, 1}, {-2, 4}, {0, -5}, {6, 0.5}};
    for (int i = 0; i < 4; i++) {
      // Two orthonormal directions of five dimensions: (0.6, 0.8, 0, 0, 0) and (0, 0, 1, 0, 0).
      values[5 * i] = (float) (0.6 * flat[i][0]);
      values[5 * i + 1] = (float) (0.8 * flat[i][0]);
      values[5 * i + 2] = (float) flat[i][1];
    }

    PrincipalPlane plane = PrincipalPlane.of(new Vectors(values, 5));

    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double before = Math.hypot(flat[i][0] - flat[j][0], flat[i][1] - flat[j][1]);
        double after = Math.hypot(plane.x()[i] - plane.x()[j], plane.y()[i] - plane.y()[j]);
        assertThat(after).isCloseTo(before, within(1e-5));
      }
    }
    assertThat(plane.explained()).isCloseTo(1, within(1e-9));
  }

  @Test
  void equalVectorsLieInOnePlace() {
    PrincipalPlane plane = PrincipalPlane.of(new Vectors(new float[] {1, 2, 1, 2, 1, 2}, 2));

    assertThat(plane.x()).containsOnly(0);
    assertThat(plane.y()).containsOnly(0);
    assertThat(plane.explained()).isZero();
  }
}
