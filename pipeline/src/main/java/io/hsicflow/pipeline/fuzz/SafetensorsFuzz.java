package io.hsicflow.pipeline.fuzz;

import io.hsicflow.model.learner.ArchitectureSettings;
import io.hsicflow.model.learner.PretrainedEncoder;
import io.hsicflow.model.network.Normalisation;
import io.hsicflow.model.network.Stem;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.Safetensors;
import io.hsicflow.operators.gate.GateOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads hostile files as safetensors, as a snapshot and as initial weights. Each reader may refuse
 * with a sentence and nothing else.
 */
final class SafetensorsFuzz {
  private static final String REFUSED = "no-safetensors";
  private static final ArchitectureSettings NETWORK =
      new ArchitectureSettings(18, Stem.CIFAR, 2, 32, 8, 4, true, Normalisation.DEFAULT);

  /** A way from a stream to what it holds. */
  private interface Reader {
    void read(InputStream in) throws IOException;
  }

  private final FuzzSettings settings;
  private final SafetensorsInputs inputs;
  private final FuzzLedger ledger = new FuzzLedger();

  SafetensorsFuzz(FuzzSettings settings) {
    this.settings = settings;
    inputs = new SafetensorsInputs(settings.seed());
  }

  FuzzResult run(Consumer<String> lines) {
    FuzzProgress progress = new FuzzProgress(FuzzTarget.SAFETENSORS, settings.inputs(), lines);
    for (long number = 0; number < settings.inputs(); number++) {
      progress.at(number);
      attempt(number);
    }
    return result(settings.inputs());
  }

  /** Tries a single input. */
  FuzzResult only(long number) {
    attempt(number);
    return result(1);
  }

  private FuzzResult result(long tried) {
    long limit = GateOptions.TIME_LIMIT.defaultValue().toMillis();
    return ledger.result(FuzzTarget.SAFETENSORS, tried, settings.seed(), limit);
  }

  private void attempt(long number) {
    SafetensorsInputs.Input input = inputs.make(number);
    ThreadCost cost = new ThreadCost();
    cost.begin();
    try {
      if (reads(input, in -> Safetensors.read(in, input.file().length))) {
        ledger.accepted(number);
      } else {
        ledger.rejected(number, REFUSED);
      }
      reads(input, EncoderSnapshot::read);
      reads(input, in -> PretrainedEncoder.read(in, "fuzz", NETWORK));
    } catch (RuntimeException | Error e) {
      ledger.restart(number, input.kind().name(), e);
    }
    cost.take();
    ledger.cost(number, input.kind().name(), cost.millis(), cost.bytes());
  }

  private boolean reads(SafetensorsInputs.Input input, Reader reader) {
    try {
      reader.read(new ByteArrayInputStream(input.file()));
      return true;
    } catch (IOException | IllegalArgumentException refused) {
      if (refused.getMessage() == null || refused.getMessage().isEmpty()) {
        ledger.fault("Input " + input.number() + " was refused without a sentence: " + refused);
      }
      return false;
    }
  }
}
