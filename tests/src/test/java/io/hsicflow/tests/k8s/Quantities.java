package io.hsicflow.tests.k8s;

import io.kubernetes.client.custom.Quantity;

/** Kubernetes' amounts of bytes. */
final class Quantities {
  private Quantities() {}

  static long bytes(String quantity) {
    return Quantity.fromString(quantity).getNumber().longValueExact();
  }
}
