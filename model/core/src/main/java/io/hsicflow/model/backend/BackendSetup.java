package io.hsicflow.model.backend;

/**
 * What a run's last digits depend on beside its settings and its input (docs/method.md section 8).
 *
 * @param backend its name
 * @param precision of its numbers
 * @param device kind of device, {@code cpu} or {@code cuda}
 * @param threads of its primitives
 */
public record BackendSetup(String backend, Precision precision, String device, int threads) {
  /** The setup of an open backend. */
  public static BackendSetup of(Backend backend) {
    return new BackendSetup(
        backend.name(), backend.precision(), backend.device(), backend.threads());
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s in %s on %s with %d %s"
        .formatted(backend, precision.text(), device, threads, threads == 1 ? "thread" : "threads");
  }
}
