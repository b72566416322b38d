package io.hsicflow.pipeline.bench;

import io.hsicflow.model.image.ImageRejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Times the gate's decoder and the augmenter's view maker in plain loops, without Flink, from
 * encoded and from decoded images in turns. Where the time goes comes from one more turn, in which
 * every stage looks at the clock.
 */
public final class AugmentBenchmark {
  /** More than a thread gets through, so that no two make the same views. */
  private static final long APART = 1L << 32;

  private final AugmentWork work;
  private final List<AugmentLoop> loops = new ArrayList<>();
  private final ExecutorService threads;
  private final CyclicBarrier start;

  private AugmentBenchmark(AugmentWork work, ExecutorService threads)
      throws ImageRejectedException {
    this.work = work;
    this.threads = threads;
    start = new CyclicBarrier(work.threads());
    for (int thread = 0; thread < work.threads(); thread++) {
      loops.add(new AugmentLoop(work, thread * APART));
    }
  }

  /**
   * Measures.
   *
   * @throws ImageRejectedException if the gate does not let a picture in
   * @throws IllegalArgumentException with a sentence, where an option is out of its range
   * @throws IllegalStateException if encoded and decoded images do not give the same views
   */
  public static AugmentTimes run(AugmentWork work)
      throws ImageRejectedException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(work.threads());
    try {
      return new AugmentBenchmark(work, threads).measure();
    } finally {
      threads.shutdownNow();
    }
  }

  private AugmentTimes measure()
      throws ImageRejectedException, InterruptedException, ExecutionException {
    refuseOtherViews();
    // Half each; at least one image, so that the first turn does not start from nothing.
    encoded(work.warmup() / 2);
    decoded(work.warmup() / 2);
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < work.repetitions(); i++) {
      turns.add(new Turn(encoded(work.seconds()), decoded(work.seconds())));
    }
    loops.get(0).byStages(nanos(work.warmup() / 2));
    return new AugmentTimes(work, turns, loops.get(0).byStages(nanos(work.seconds())));
  }

  /**
   * One turn of both, each thread's.
   *
   * @param encoded from encoded images
   * @param decoded from decoded ones
   */
  record Turn(List<AugmentLoop.Turn> encoded, List<AugmentLoop.Turn> decoded) {}

  private List<AugmentLoop.Turn> encoded(double seconds)
      throws InterruptedException, ExecutionException {
    return together(loop -> loop.fromEncoded(nanos(seconds)));
  }

  private List<AugmentLoop.Turn> decoded(double seconds)
      throws InterruptedException, ExecutionException {
    return together(loop -> loop.fromDecoded(nanos(seconds)));
  }

  /** A turn of a loop. */
  private interface Work {
    AugmentLoop.Turn of(AugmentLoop loop) throws ImageRejectedException;
  }

  private List<AugmentLoop.Turn> together(Work each)
      throws InterruptedException, ExecutionException {
    List<Callable<AugmentLoop.Turn>> tasks = new ArrayList<>();
    for (AugmentLoop loop : loops) {
      tasks.add(
          () -> {
            start.await();
            return each.of(loop);
          });
    }
    List<AugmentLoop.Turn> turns = new ArrayList<>();
    for (Future<AugmentLoop.Turn> turn : threads.invokeAll(tasks)) {
      turns.add(turn.get());
    }
    return turns;
  }

  private void refuseOtherViews() throws ImageRejectedException {
    for (int i = 0; i < work.pictures().files().size(); i++) {
      if (!loops.get(0).sameFromBoth()) {
        throw new IllegalStateException(
            "Image %d of the %s gives other views once it is decoded anew: its times do not compare."
                .formatted(i, work.pictures().name()));
      }
    }
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
