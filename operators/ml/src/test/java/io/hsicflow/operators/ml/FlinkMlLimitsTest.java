package io.hsicflow.operators.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.ml.common.datastream.EndOfStreamWindows;
import org.apache.flink.ml.linalg.BLAS;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/**
 * What of Flink ML 2.2.0 does not run on this Flink, as docs/flink-ml.md says. Where one of these
 * fails, Flink ML has changed: look again at what its own stages can do here.
 */
class FlinkMlLimitsTest {

  @Test
  void theTypesOfItsVectorsHaveNoSerializer() {
    assertThatThrownBy(
            () ->
                TypeInformation.of(DenseVector.class).createSerializer(new SerializerConfigImpl()))
        .isInstanceOf(AbstractMethodError.class);
    assertThatThrownBy(
            () -> TypeInformation.of(Vector.class).createSerializer(new SerializerConfigImpl()))
        .isInstanceOf(AbstractMethodError.class);
  }

  @Test
  void itsWindowsLackWhatFlinkAsksOfThem() {
    assertThatThrownBy(() -> EndOfStreamWindows.get().getDefaultTrigger())
        .isInstanceOf(AbstractMethodError.class);
  }

  @Test
  void itsVectorsComputeAllTheSame() {
    DenseVector sum = Vectors.dense(1, 2);
    BLAS.axpy(2, Vectors.dense(3, 4), sum);

    assertThat(sum).isEqualTo(Vectors.dense(7, 10));
  }
}
