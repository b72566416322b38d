package io.hsicflow.pipeline.demo;

import io.hsicflow.connectors.dataset.DatasetImage;
import io.hsicflow.connectors.dataset.DatasetLimits;
import io.hsicflow.connectors.dataset.DatasetReader;
import io.hsicflow.connectors.dataset.Datasets;
import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.operators.evaluator.IdHash;
import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A user's own images. The query is drawn from the test part where there is one, else from one
 * image in ten by the hash of its id, and training never sees that part; the bank is drawn from the
 * rest, which training does see.
 */
public final class OwnImages implements DemoData {
  private static final DatasetLimits LIMITS =
      new DatasetLimits(DemoJobs.MAX_FILE_BYTES, DatasetLimits.defaults().shuffleBytes());

  private static final int ONE_IN = 10;

  private final Path data;
  private final long seed;
  private final boolean testPart;
  private final ProbeDraw.Drawn bank;
  private final ProbeDraw.Drawn query;
  private final List<String> classes;
  private final ProbeSpool spool;

  private OwnImages(
      Path data,
      long seed,
      boolean testPart,
      ProbeDraw.Drawn bank,
      ProbeDraw.Drawn query,
      List<String> classes,
      ProbeSpool spool) {
    this.data = data;
    this.seed = seed;
    this.testPart = testPart;
    this.bank = bank;
    this.query = query;
    this.classes = classes;
    this.spool = spool;
  }

  /**
   * Reads all images once and draws bank and query.
   *
   * @param spoolFile where the drawn images are kept until {@link #close}
   * @throws UserException where there are too few images
   */
  static OwnImages open(Path data, long seed, int bankLimit, int queryLimit, Path spoolFile)
      throws IOException {
    ProbeSpool spool = new ProbeSpool(spoolFile);
    ProbeDraw test = new ProbeDraw(spool, queryLimit);
    ProbeDraw hashed = new ProbeDraw(spool, Math.max(bankLimit, queryLimit));
    ProbeDraw rest = new ProbeDraw(spool, bankLimit);
    long number = 0;
    try (DatasetReader reader = Datasets.open(data, LIMITS, OptionalLong.empty())) {
      for (DatasetImage image = reader.next(); image != null; image = reader.next()) {
        long key = CounterRandom.at(seed, Purpose.EVALUATION, number++, 0).nextLong();
        if (image.split() == DatasetImage.Split.TEST) {
          test.offer(image, key);
        } else if (isTenth(image.id())) {
          hashed.offer(image, key);
        } else {
          rest.offer(image, key);
        }
      }
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
    boolean testPart = !test.isEmpty();
    ProbeDraw.Drawn query = testPart ? test.drawn(queryLimit) : hashed.drawn(queryLimit);
    ProbeDraw.Drawn bank = testPart ? rest.with(hashed).drawn(bankLimit) : rest.drawn(bankLimit);
    if (query.size() < 1 || bank.size() < 2) {
      spool.close();
      throw new UserException(
          "--data is "
              + data
              + ", of which "
              + bank.size()
              + " images can be trained on and "
              + query.size()
              + " kept for the query; give a few hundred images at least.");
    }
    return new OwnImages(data, seed, testPart, bank, query, classes(bank, query), spool);
  }

  /** The classes of bank and query; none where one image has no label or all have the same. */
  private static List<String> classes(ProbeDraw.Drawn bank, ProbeDraw.Drawn query) {
    List<String> labels = Stream.concat(bank.labels().stream(), query.labels().stream()).toList();
    if (labels.stream().anyMatch(Objects::isNull)) {
      return List.of();
    }
    List<String> distinct = List.copyOf(new TreeSet<>(labels));
    return distinct.size() < 2 ? List.of() : distinct;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s, %,d of bank, %,d of query (%s), seed %d",
        data.getFileName(),
        bank.size(),
        query.size(),
        testPart ? "from the test part" : "one in ten by hash",
        seed);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int bankSize() {
    return bank.size();
  }

  @Override
  public int querySize() {
    return query.size();
  }

  @Override
  public DemoImage bank(int index) throws IOException {
    return bank.image(index, classes);
  }

  @Override
  public DemoImage query(int index) throws IOException {
    return query.image(index, classes);
  }

  @Override
  public DemoData.TrainingStream stream() {
    return new Passes();
  }

  /** Whether an image of a set without a test part belongs to the tenth that is kept apart. */
  public static boolean isTenth(String id) {
    return IdHash.of(id).isOneIn(ONE_IN);
  }

  private boolean isTrained(DatasetImage image) {
    return image.split() != DatasetImage.Split.TEST && (testPart || !isTenth(image.id()));
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  /** Pass after pass over the data, each in another order. */
  private final class Passes implements DemoData.TrainingStream {
    private long pass;
    private long shown;
    private DatasetReader reader;

    @Override
    public DemoImage next() throws IOException {
      while (true) {
        if (reader == null) {
          reader = Datasets.open(data, LIMITS, OptionalLong.of(seed + pass++));
          shown = 0;
        }
        DatasetImage image = reader.next();
        if (image == null) {
          close();
          if (shown == 0) {
            throw new IOException(
                "There is nothing left to train on in " + data + "; were files removed?");
          }
        } else if (isTrained(image)) {
          shown++;
          return new DemoImage(image.id(), DemoImage.NO_LABEL, image.file());
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        DatasetReader closing = reader;
        reader = null;
        closing.close();
      }
    }
  }
}
