package io.hsicflow.pipeline.bench;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.learner.Batch;
import io.hsicflow.pipeline.demo.ShuffledPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Makes the batches of a run on several threads, ahead of the learner. Of T threads, each makes
 * every T-th batch, and batches are taken from them in turn: order and views depend on the seed
 * alone, as a job's do on seed and sequence number. Each thread refills two batches, {@code 12 S^2}
 * bytes an image.
 *
 * <p>{@link #take}, {@link #giveBack} and {@link #close} are for one thread.
 */
final class ViewThreads implements AutoCloseable {
  private static final int BATCHES_OF_A_THREAD = 2;

  private final List<DecodedPixels> pictures;
  private final LearnSettings settings;
  private final List<Worker> workers = new ArrayList<>();
  private long taken;
  private long returned;

  /** Starts the threads; batches are those of {@code settings}, of its augmentation and seed. */
  ViewThreads(LearnSettings settings, List<DecodedPixels> pictures) {
    this.pictures = pictures;
    this.settings = settings;
    for (int i = 0; i < settings.augmentThreads(); i++) {
      workers.add(new Worker(i, settings.augmentThreads()));
    }
    workers.forEach(Thread::start);
  }

  /**
   * The next batch, until {@link #giveBack}; waits for it.
   *
   * @throws IllegalStateException if its views could not be made
   */
  Batch take() throws InterruptedException {
    Made made = worker(taken++).full.take();
    if (made.failure != null) {
      throw new IllegalStateException(
          "The views of a batch could not be made. " + made.failure.getMessage(), made.failure);
    }
    return made.batch;
  }

  /** Lets the batch that was taken first of those still out be filled again. */
  void giveBack(Batch done) throws InterruptedException {
    worker(returned++).empty.put(done);
  }

  private Worker worker(long step) {
    return workers.get((int) (step % workers.size()));
  }

  /** Stops the threads; each ends once the batch that it is at is made. */
  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }

  /** A batch, or why there is none. */
  private record Made(Batch batch, Throwable failure) {}

  private final class Worker extends Thread {
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES_OF_A_THREAD);
    private final BlockingQueue<Made> full = new ArrayBlockingQueue<>(BATCHES_OF_A_THREAD + 1);
    private final ShuffledPasses order = new ShuffledPasses(settings.seed(), pictures.size());
    private final BatchViews views = new BatchViews(settings.options());
    private final long first;
    private final long stride;

    Worker(int first, int stride) {
      super("views-" + first);
      setDaemon(true);
      this.first = first;
      this.stride = stride;
      for (int i = 0; i < BATCHES_OF_A_THREAD; i++) {
        empty.add(views.empty());
      }
    }

    @Override
    public void run() {
      try {
        for (long step = first; !isInterrupted(); step += stride) {
          Batch next = empty.take();
          views.fill(next, step, sequence -> pictures.get(order.picture(sequence)));
          full.put(new Made(next, null));
        }
      } catch (InterruptedException e) {
        interrupt(); // closed: nobody waits for a batch any more
      } catch (RuntimeException | Error e) {
        full.add(new Made(null, e)); // whoever takes it throws
      }
    }
  }
}
