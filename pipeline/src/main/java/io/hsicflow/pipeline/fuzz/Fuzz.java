package io.hsicflow.pipeline.fuzz;

import java.util.function.Consumer;

/** Tries hostile input on one target. */
public final class Fuzz {
  private Fuzz() {}

  /**
   * Tries inputs 0 to {@code settings.inputs() - 1}.
   *
   * @param lines takes a line of progress now and then
   */
  public static FuzzResult run(FuzzTarget target, FuzzSettings settings, Consumer<String> lines)
      throws InterruptedException {
    return switch (target) {
      case GATE -> new GateFuzz(settings).run(lines);
      case SAFETENSORS -> new SafetensorsFuzz(settings).run(lines);
    };
  }

  /** Tries one input again. */
  public static FuzzResult only(FuzzTarget target, FuzzSettings settings, long number)
      throws InterruptedException {
    return switch (target) {
      case GATE -> new GateFuzz(settings).only(number, line -> {});
      case SAFETENSORS -> new SafetensorsFuzz(settings).only(number);
    };
  }

  /**
   * The bytes of one input: of the gate the record's value, which may be missing.
   *
   * @return null for a record without a value
   */
  public static byte[] bytes(FuzzTarget target, long seed, long number) {
    return switch (target) {
      case GATE -> new GateInputs(seed).make(number).record().value();
      case SAFETENSORS -> new SafetensorsInputs(seed).make(number).file();
    };
  }
}
