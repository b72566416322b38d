package io.hsicflow.pipeline.fuzz;

import io.hsicflow.connectors.sink.DeadLetterSchema;
import io.hsicflow.model.image.RejectReason;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.operators.gate.GateOptions;
import io.hsicflow.operators.gate.StandaloneGate;
import io.hsicflow.operators.trainer.LearnerOptions;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/**
 * Sends hostile records through the gate as a job has it (reading of records, decoder, limits,
 * threads, watchdog; all settings at their defaults) and the rejected ones on into dead letters,
 * which are read back. One record is judged while the next is made.
 */
final class GateFuzz {
  private static final int LETTER_BYTES = 1_000_000;

  /** Far beyond the gate's own bound of five minutes for a decoder that stands still. */
  private static final long PATIENCE_MINUTES = 10;

  private final FuzzSettings settings;
  private final GateInputs inputs;
  private final FuzzLedger ledger = new FuzzLedger();
  private final DeadLetterSchema letters = new DeadLetterSchema("dead-letters", LETTER_BYTES);
  private final Configuration defaults = new Configuration();
  private final Map<String, ImageRecordFormat> formats = new HashMap<>();
  private final Semaphore free = new Semaphore(1);
  private final ThreadLocal<ThreadCost> costs = ThreadLocal.withInitial(ThreadCost::new);

  GateFuzz(FuzzSettings settings) {
    this.settings = settings;
    inputs = new GateInputs(settings.seed());
    for (String mode : List.of(ImageRecordFormat.AVRO, ImageRecordFormat.FILE)) {
      formats.put(mode, ImageRecordFormat.of(mode, FieldLimits.defaults()));
    }
  }

  FuzzResult run(Consumer<String> lines) throws InterruptedException {
    FuzzProgress progress = new FuzzProgress(FuzzTarget.GATE, settings.inputs(), lines);
    run(0, settings.inputs(), progress);
    return result(settings.inputs());
  }

  /** Tries a single input. */
  FuzzResult only(long number, Consumer<String> lines) throws InterruptedException {
    run(number, number + 1, new FuzzProgress(FuzzTarget.GATE, 1, lines));
    return result(1);
  }

  private FuzzResult result(long tried) {
    long limit = defaults.get(GateOptions.TIME_LIMIT).toMillis();
    return ledger.result(FuzzTarget.GATE, tried, settings.seed(), limit);
  }

  private void run(long from, long end, FuzzProgress progress) throws InterruptedException {
    try (StandaloneGate avro = gate(ImageRecordFormat.AVRO);
        StandaloneGate file = gate(ImageRecordFormat.FILE)) {
      for (long number = from; number < end; number++) {
        GateInput input = inputs.make(number);
        if (!free.tryAcquire(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          ledger.fault("Input " + (number - 1) + " was never judged, so that no other is tried.");
          return;
        }
        progress.at(number);
        readTime(input);
        StandaloneGate gate = input.mode().equals(ImageRecordFormat.AVRO) ? avro : file;
        gate.submit(input.record(), new Judged(input));
      }
      if (!free.tryAcquire(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        ledger.fault("Input " + (end - 1) + " was never judged.");
      }
    }
  }

  private StandaloneGate gate(String mode) {
    int inputSize = LearnerOptions.SIZE.defaultValue();
    return Gate.standalone(defaults, formats.get(mode), inputSize, new SystemClock());
  }

  /** What the source asks of a record before the gate sees it. */
  private void readTime(GateInput input) {
    try {
      formats.get(input.mode()).capturedAt(input.record());
    } catch (RuntimeException e) {
      ledger.fault("Input " + input.number() + ": its time cannot be read: " + e);
    }
  }

  /** What became of one input; called on the thread that decided it. */
  private final class Judged implements StandaloneGate.Outcome {
    private final GateInput input;

    Judged(GateInput input) {
      this.input = input;
    }

    @Override
    public void decided(GateResult verdict) {
      ThreadCost cost = costs.get();
      cost.take();
      try {
        if (verdict.isAccepted()) {
          ledger.accepted(input.number());
        } else {
          reject(verdict.rejected());
        }
        book(cost);
      } finally {
        cost.begin();
        free.release();
      }
    }

    @Override
    public void failed(Throwable failure) {
      ThreadCost cost = costs.get();
      cost.take();
      ledger.restart(input.number(), input.kind().name(), failure);
      book(cost);
      cost.begin();
      free.release();
    }

    private void book(ThreadCost cost) {
      ledger.cost(input.number(), input.kind().name(), cost.millis(), cost.bytes());
    }

    private void reject(RejectedRecord rejected) {
      ledger.rejected(input.number(), rejected.reasonCode());
      if (rejected.reasonCode().equals(RejectReason.DECODE_TIMEOUT.code())) {
        ledger.fault("Input " + input.number() + " broke the time limit: " + rejected.message());
      }
      byte[] value = letters.serialize(rejected, null, null).value();
      try {
        DeadLetter letter = MessageCodec.DEAD_LETTER.decode(value);
        if (isOf(letter, input.record())) {
          ledger.lettered(letter.getOffset());
        } else {
          ledger.fault("The dead letter of input " + input.number() + " is not of its record.");
        }
      } catch (UnreadableMessageException e) {
        ledger.fault("The dead letter of input " + input.number() + " is unreadable: " + e);
      }
    }

    private static boolean isOf(DeadLetter letter, RawRecord record) {
      boolean whole =
          letter.getValueSha256() == null
              && wrapped(record.key()).equals(wrapped(letter.getKey()))
              && wrapped(record.value()).equals(wrapped(letter.getValue()));
      return letter.getOffset() == record.offset()
          && letter.getTopic().equals(record.topic())
          && letter.getPartition() == record.partition()
          && !letter.getMessage().isEmpty()
          && (whole || letter.getValueSize() == record.value().length);
    }

    private static ByteBuffer wrapped(byte[] bytes) {
      return bytes == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer wrapped(ByteBuffer bytes) {
      return bytes == null ? ByteBuffer.allocate(0) : bytes;
    }
  }
}
