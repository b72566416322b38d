package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Precision;
import org.junit.jupiter.api.Test;

class ProviderTest {
  private final OneDnnBackendProvider provider = new OneDnnBackendProvider();

  @Test
  void offersBfloat16WhereTheLibraryHasCodeForIt() {
    boolean wide =
        (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core;
    assertThat(provider.precisions().contains(Precision.BFLOAT16)).isEqualTo(wide);
    if (wide) {
      try (Backend backend = provider.open(Precision.BFLOAT16, 1)) {
        assertThat(backend.precision()).isEqualTo(Precision.BFLOAT16);
      }
    } else {
      assertThatThrownBy(() -> provider.open(Precision.BFLOAT16, 1))
          .hasMessageContaining("AVX-512")
          .hasMessageContaining("learner.precision=float32");
    }
  }

  @Test
  void hasNoDouble() {
    assertThatThrownBy(() -> provider.open(Precision.FLOAT64, 1))
        .hasMessageContaining("learner.backend=nd4j");
  }
}
