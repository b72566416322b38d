package io.hsicflow.operators.gate;

import io.hsicflow.model.image.DecoderWarmUp;
import io.hsicflow.model.image.RejectReason;
import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inspects records on threads of its own; used as an ordered asynchronous stage. */
final class ImageGate extends RichAsyncFunction<RawRecord, GateResult> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ImageGate.class);

  private final GateSettings settings;
  private final Inspector.Factory factory;
  private final Clock clock;
  private final ProcessorTime processor;
  private transient DecodingThreads threads;
  private transient ThreadLocal<Inspector> inspectors;

  ImageGate(GateSettings settings, ImageRecordFormat format, Clock clock, ProcessorTime processor) {
    this(settings, () -> new RecordInspector(format, settings.decoder()), clock, processor);
  }

  ImageGate(
      GateSettings settings, Inspector.Factory factory, Clock clock, ProcessorTime processor) {
    this.settings = settings;
    this.factory = factory;
    this.clock = clock;
    this.processor = processor;
  }

  @Override
  public void open(OpenContext context) {
    open("decoding " + getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks());
    getRuntimeContext()
        .getMetricGroup()
        .addGroup("gate")
        .gauge("abandonedThreads", (Gauge<Integer>) threads::abandoned);
  }

  /** Starts its threads under a name of their own. */
  void open(String name) {
    settings.heapWarning(Runtime.getRuntime().maxMemory()).ifPresent(LOG::warn);
    DecoderWarmUp.of(settings.limits().formats());
    inspectors = ThreadLocal.withInitial(factory::make);
    threads =
        new DecodingThreads(
            name,
            settings.threads(),
            new DecodingLimit(settings.timeLimit()),
            clock,
            processor,
            LOG::warn);
  }

  @Override
  public void asyncInvoke(RawRecord record, ResultFuture<GateResult> result) {
    threads.submit(new Inspection(record, result));
  }

  DecodingThreads threads() {
    return threads;
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.close();
    }
  }

  private final class Inspection implements DecodingThreads.Job {
    private final RawRecord record;
    private final ResultFuture<GateResult> result;

    Inspection(RawRecord record, ResultFuture<GateResult> result) {
      this.record = record;
      this.result = result;
    }

    @Override
    public void run(AtomicBoolean decided) {
      GateResult verdict;
      try {
        verdict = inspect();
      } catch (Throwable failure) {
        if (decided.compareAndSet(false, true)) {
          fail(failure);
        }
        return;
      }
      if (decided.compareAndSet(false, true)) {
        handOver(() -> result.complete(Collections.singletonList(verdict)));
      }
    }

    private GateResult inspect() {
      try {
        return inspectors.get().inspect(record);
      } catch (StackOverflowError deep) {
        // A thread's stack is its own, so that the record alone is to blame. Not so the heap: whose
        // memory ran out nobody can tell, and a verdict must not hang on an image's neighbours.
        LOG.warn("The image at {} is not let in.", place(), deep);
        return RecordInspector.reject(
            record,
            RejectReason.DAMAGED.code(),
            "The image is nested more deeply than its decoder can follow.");
      }
    }

    @Override
    public void expire(String why) {
      LOG.warn("The image at {} is not let in. {}", place(), why);
      GateResult verdict = RecordInspector.reject(record, RejectReason.DECODE_TIMEOUT.code(), why);
      handOver(() -> result.complete(List.of(verdict)));
    }

    @Override
    public void fail(Throwable failure) {
      handOver(
          () ->
              result.completeExceptionally(
                  new IllegalStateException(
                      "Inspecting the record at " + place() + " failed." + wayOut(failure),
                      failure)));
    }

    private String wayOut(Throwable failure) {
      return failure instanceof OutOfMemoryError
          ? " The heap does not hold its picture beside everything else: raise"
              + " taskmanager.memory.process.size, or lower gate.max-pixels = "
              + settings.maxPixels()
              + " below the picture's size, which makes it a dead letter, and go on from the last"
              + " checkpoint."
          : "";
    }

    private void handOver(Runnable outcome) {
      try {
        outcome.run();
      } catch (RejectedExecutionException e) {
        // Flink's answer once the task takes no more: the record is in its last checkpoint, or it
        // is read again.
        LOG.info(
            "The task ended before the verdict on the record at {}: {}", place(), e.toString());
      }
    }

    private String place() {
      return "offset "
          + record.offset()
          + " of partition "
          + record.topic()
          + "-"
          + record.partition();
    }
  }
}
