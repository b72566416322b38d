package io.hsicflow.model.metrics;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Exact search for the k nearest bank vectors of every query, nearest first, the lower index first
 * where two are equally near.
 */
public final class NearestNeighbours {
  private final int k;
  private final int threads;
  private final Runnable between;

  /**
   * A search.
   *
   * @param k neighbours wanted; a smaller bank gives all it has
   * @param threads threads to use, 1 or more
   * @throws IllegalArgumentException where either is below 1
   */
  public NearestNeighbours(int k, int threads) {
    this(k, threads, () -> {});
  }

  /**
   * A search by the calling thread that rests now and then.
   *
   * @param k neighbours wanted; a smaller bank gives all it has
   * @param between called every few milliseconds of work: a place to rest, or to throw an exception
   *     that ends the search
   * @throws IllegalArgumentException where k is below 1
   */
  public NearestNeighbours(int k, Runnable between) {
    this(k, 1, between);
  }

  private NearestNeighbours(int k, int threads, Runnable between) {
    if (k < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "k is " + k + " and threads is " + threads + "; a search needs at least 1 of each.");
    }
    this.k = k;
    this.threads = threads;
    this.between = between;
  }

  /** By the largest cosine, which is what {@link Neighbours#similarity} then holds. */
  public Neighbours byCosine(Vectors bank, Vectors query) {
    requireComparable(bank, query);
    Vectors unitBank = bank.normalised();
    return search(unitBank, query.normalised(), new float[bank.count()], 1);
  }

  /** By the largest cosine once the mean of the bank is taken from both sides. */
  public Neighbours byCentredCosine(Vectors bank, Vectors query) {
    requireComparable(bank, query);
    float[] centre = bank.mean();
    return byCosine(bank.minus(centre), query.minus(centre));
  }

  /**
   * By the smallest Euclidean distance. {@link Neighbours#similarity} is 2 q.b - |b|^2 around the
   * mean of the bank: larger is nearer, and comparable within one query only.
   */
  public Neighbours byDistance(Vectors bank, Vectors query) {
    requireComparable(bank, query);
    // Distances do not change with the origin; around the mean the products are small and lose
    // fewer digits.
    float[] centre = bank.mean();
    Vectors centred = bank.minus(centre);
    float[] offset = new float[bank.count()];
    for (int i = 0; i < offset.length; i++) {
      offset[i] = (float) -centred.squaredNorm(i * bank.dimension());
    }
    return search(centred, query.minus(centre), offset, 2);
  }

  private static void requireComparable(Vectors bank, Vectors query) {
    if (bank.dimension() != query.dimension()) {
      throw new IllegalArgumentException(
          "The bank has "
              + bank.dimension()
              + " dimensions and the query "
              + query.dimension()
              + "; embed both with one encoder.");
    }
    if (bank.count() == 0) {
      throw new IllegalArgumentException("The bank has 0 vectors; a search needs at least 1.");
    }
  }

  private Neighbours search(Vectors bank, Vectors query, float[] offset, float factor) {
    int kept = Math.min(k, bank.count());
    int[] index = new int[query.count() * kept];
    float[] similarity = new float[index.length];
    int blocks = (query.count() + DotProducts.QUERIES - 1) / DotProducts.QUERIES;
    int workers = Math.max(1, Math.min(threads, blocks));
    IntConsumer share =
        worker ->
            searchShare(bank, query, offset, factor, kept, index, similarity, worker, workers);
    if (workers == 1) {
      share.accept(0);
    } else {
      inThreads(workers, share);
    }
    return new Neighbours(kept, index, similarity);
  }

  private static void inThreads(int workers, IntConsumer share) {
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    try {
      Future<?>[] running = new Future<?>[workers];
      for (int w = 0; w < workers; w++) {
        int mine = w;
        running[w] = executor.submit(() -> share.accept(mine));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search for neighbours was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The search for neighbours failed: " + e.getCause().getMessage(), e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  /** The blocks of queries {@code worker, worker + workers, ...} against the whole bank. */
  private void searchShare(
      Vectors bank,
      Vectors query,
      float[] offset,
      float factor,
      int kept,
      int[] index,
      float[] similarity,
      int worker,
      int workers) {
    NearestHeap[] heaps = new NearestHeap[query.count()];
    DotProducts products = new DotProducts(bank);
    int stride = workers * DotProducts.QUERIES;
    for (int start = 0; start < bank.count(); start += DotProducts.PANEL) {
      int inPanel = products.load(start);
      for (int first = worker * DotProducts.QUERIES; first < query.count(); first += stride) {
        float[][] dots = products.multiply(query, first);
        int last = Math.min(query.count(), first + DotProducts.QUERIES);
        for (int q = first; q < last; q++) {
          if (heaps[q] == null) {
            heaps[q] = new NearestHeap(kept);
          }
          float[] row = dots[q - first];
          for (int i = 0; i < inPanel; i++) {
            heaps[q].offer(start + i, factor * row[i] + offset[start + i]);
          }
        }
        between.run();
      }
    }
    for (int q = 0; q < heaps.length; q++) {
      if (heaps[q] != null) {
        heaps[q].drain(index, similarity, q * kept);
      }
    }
  }

  /** The k best so far, the worst of them on top. Candidates come in ascending order of index. */
  private static final class NearestHeap {
    private final int[] index;
    private final float[] similarity;
    private int size;

    NearestHeap(int k) {
      index = new int[k];
      similarity = new float[k];
    }

    void offer(int candidate, float value) {
      // A vector that is not a number is nobody's neighbour, and must not hide the others.
      float score = Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
      if (size < index.length) {
        int at = size++;
        while (at > 0 && worse(score, candidate, (at - 1) / 2)) {
          move((at - 1) / 2, at);
          at = (at - 1) / 2;
        }
        index[at] = candidate;
        similarity[at] = score;
      } else if (score > similarity[0]) {
        sink(candidate, score);
      }
    }

    private boolean worse(float score, int candidate, int than) {
      return score < similarity[than] || score == similarity[than] && candidate > index[than];
    }

    private void move(int from, int to) {
      index[to] = index[from];
      similarity[to] = similarity[from];
    }

    private void sink(int candidate, float score) {
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && worse(similarity[child + 1], index[child + 1], child)) {
          child++;
        }
        if (worse(score, candidate, child)) {
          break;
        }
        move(child, at);
        at = child;
      }
      index[at] = candidate;
      similarity[at] = score;
    }

    void drain(int[] indexTarget, float[] similarityTarget, int at) {
      while (size > 0) {
        indexTarget[at + size - 1] = index[0];
        similarityTarget[at + size - 1] = similarity[0];
        size--;
        if (size > 0) {
          sink(index[size], similarity[size]);
        }
      }
    }
  }
}
