package io.hsicflow.operators.gate;

import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * The gate as a job has it, without the job: the same reading of records, decoder, limits, threads
 * and watchdog. {@link Gate#standalone} makes one.
 */
public final class StandaloneGate implements AutoCloseable {

  /** Takes what became of one record, on the thread that decided it. */
  public interface Outcome {

    /** The record was judged. */
    void decided(GateResult verdict);

    /** Judging it threw, which fails a job. */
    void failed(Throwable failure);
  }

  private final ImageGate gate;

  StandaloneGate(ImageGate gate) {
    this.gate = gate;
    gate.open("decoding without a job");
  }

  /** Hands a record to the decoding threads; never blocks. */
  public void submit(RawRecord record, Outcome outcome) {
    gate.asyncInvoke(record, new Delivery(outcome));
  }

  /**
   * Judges a record and waits for the verdict.
   *
   * @throws InterruptedException where the thread is interrupted meanwhile
   * @throws IllegalStateException where judging it threw, which fails a job
   */
  public GateResult verdict(RawRecord record) throws InterruptedException {
    CompletableFuture<GateResult> verdict = new CompletableFuture<>();
    submit(
        record,
        new Outcome() {
          @Override
          public void decided(GateResult result) {
            verdict.complete(result);
          }

          @Override
          public void failed(Throwable failure) {
            verdict.completeExceptionally(failure);
          }
        });
    try {
      return verdict.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The image at offset "
              + record.offset()
              + " of partition "
              + record.topic()
              + "-"
              + record.partition()
              + " could not be inspected. "
              + e.getCause().getMessage(),
          e.getCause());
    }
  }

  @Override
  public void close() {
    gate.close();
  }

  private record Delivery(Outcome outcome) implements ResultFuture<GateResult> {
    @Override
    public void complete(Collection<GateResult> verdicts) {
      verdicts.forEach(outcome::decided);
    }

    @Override
    public void complete(CollectionSupplier<GateResult> verdicts) {
      throw new UnsupportedOperationException("The gate hands over what it has.");
    }

    @Override
    public void completeExceptionally(Throwable failure) {
      outcome.failed(failure);
    }
  }
}
