package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.augment.Preprocess;
import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Backends;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.learner.Encoder;
import io.hsicflow.model.metrics.LinearProbe;
import io.hsicflow.model.metrics.Vectors;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.operators.evaluator.IdHash;
import io.hsicflow.operators.snapshot.SnapshotStore;
import io.hsicflow.pipeline.evaluate.LabelledFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static final int SIDE = LabelledFolder.SIDE;
  private static final int SIZE = LabelledFolder.SIZE;
  private static final List<String> CLASSES = LabelledFolder.CLASSES;
  private static final int TRAIN_OF_EACH = 12;
  private static final int TEST_OF_EACH = 8;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private EncoderSnapshot snapshot;

  @TempDir private Path folder;

  @BeforeEach
  void make() throws Exception {
    snapshot = LabelledFolder.snapshot();
    new SnapshotStore(folder.resolve("snapshots").toString()).publish(snapshot, Map.of());
    LabelledFolder.write(data(""), TRAIN_OF_EACH, TEST_OF_EACH);
  }

  @Test
  void neighboursAreThoseOfVectorsEmbeddedSeparately() throws IOException {
    Map<String, Object> report = evaluate("knn", "--k", "7", "--temperature", "0.2");

    assertThat(result(report))
        .containsEntry("top1", neighbours(7, 0.2, 1))
        .containsEntry("top5", neighbours(7, 0.2, 5));
    assertThat(report)
        .containsEntry("protocol", "knn")
        .containsEntry("classes", 3L)
        .containsEntry("train", 36L)
        .containsEntry("test", 24L)
        .containsEntry("refused", 0L)
        .containsEntry("preprocess", "whole");
    assertThat(report.get("encoder").toString()).contains(snapshot.digest());
    assertThat(result(evaluate("knn"))).containsEntry("k", 200L).containsEntry("temperature", 0.1);
    assertThat(result(evaluate("knn", "-Devaluation.k=3"))).containsEntry("k", 3L);
  }

  @Test
  void theClassifierIsThatOfVectorsEmbeddedSeparately() throws IOException {
    int[] train = labels(TRAIN_OF_EACH);
    int[] test = labels(TEST_OF_EACH);
    LinearProbe probe = LinearProbe.train(vectors(0, TRAIN_OF_EACH), train, () -> {});

    Map<String, Object> result = result(evaluate("probe"));

    assertThat(result)
        .containsEntry("top1", probe.accuracy(vectors(TRAIN_OF_EACH, TEST_OF_EACH), test, 1))
        .containsEntry("top5", 1.0)
        .containsEntry("labels", 36L)
        .containsEntry("converged", true);
  }

  @Test
  void fewLabelsAreThoseOfTheSmallestHashesOfEachClass() throws IOException {
    Map<String, Object> report = evaluate("semi", "--labels", "0.05,0.3,1");

    List<?> results = (List<?>) report.get("results");
    assertThat(results.stream().map(result -> (Long) ((Map<?, ?>) result).get("labels")))
        .containsExactly(3L, 12L, 36L);
    int[] labels = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
    LinearProbe probe = LinearProbe.train(smallestHashes(4), labels, () -> {});
    assertThat(((Map<?, ?>) results.get(1)).get("top1"))
        .isEqualTo(probe.accuracy(vectors(TRAIN_OF_EACH, TEST_OF_EACH), labels(TEST_OF_EACH), 1));
    assertThat(((Map<?, ?>) results.get(2)).get("top1"))
        .isEqualTo(result(evaluate("probe")).get("top1"));
    refuses("A share of the labels is 0.0", "semi", "--snapshot", "newest", "--labels", "0");
  }

  @Test
  void textSaysWhatWasEvaluatedAndProgressGoesToTheErrorOutput() {
    assertThat(run("probe", "--snapshot", "newest")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("probe of newest, digest " + snapshot.digest().substring(0, 12) + ", step 0")
        .contains("36 images to learn from, 24 to test with (split test), 3 classes")
        .containsPattern("top-1 +[0-9.]+ %, top-5 100.00 %  \\(all labels\\)");
    assertThat(err.toString()).contains("60 of 60 images embedded");
  }

  @Test
  void resultsGoToANewFileToo() throws IOException {
    Path file = folder.resolve("results.json");

    Map<String, Object> printed = evaluate("knn", "--out", file.toString());

    assertThat(JsonReader.parseObject(Files.readString(file))).isEqualTo(printed);
    assertThat(run("knn", "--snapshot", "newest", "--out", file.toString()))
        .isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void weightsOfTorchvisionAreEvaluatedLikeASnapshotOfThem() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    snapshot.write(bytes);
    Files.write(file, bytes.toByteArray());
    Map<String, Object> expected = evaluate("knn");
    out.getBuffer().setLength(0);

    assertThat(run("knn", "--weights", file.toString(), "--size", "" + SIZE, "--json"))
        .as(err.toString())
        .isZero();
    assertThat(JsonReader.parseObject(out.toString()).get("results"))
        .isEqualTo(expected.get("results"));
  }

  @Test
  void withoutAPartKeptForTestingOneInFiveIs() throws IOException {
    assertThat(run("knn", "--snapshot", "newest", "--json", "--data", data("train").toString()))
        .as(err.toString())
        .isZero();

    Map<String, Object> report = JsonReader.parseObject(out.toString());
    assertThat(report).containsEntry("split", "one-in-five");
    assertThat((Long) report.get("test")).isBetween(1L, 18L);
    assertThat((Long) report.get("train") + (Long) report.get("test")).isEqualTo(36L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"val", "valid", "validation"})
  void withoutATestPartThePartForValidationIsClassified(String name) throws IOException {
    Map<String, Object> tested = evaluate("knn");
    Files.move(data("test"), data(name));

    Map<String, Object> validated = evaluate("knn");
    assertThat(validated)
        .containsEntry("split", "validation")
        .containsEntry("train", 36L)
        .containsEntry("test", 24L)
        .containsEntry("results", tested.get("results"));
    assertThat(tested).containsEntry("split", "test");
  }

  @Test
  void besideATestPartThePartForValidationIsLearnedFrom() throws IOException {
    Files.createDirectories(data("val"));
    Files.move(data("train/dark"), data("val/dark"));

    assertThat(evaluate("knn"))
        .containsEntry("split", "test")
        .containsEntry("train", 36L)
        .containsEntry("test", 24L);
  }

  @Test
  void whatCannotBeReadOrHasNoClassIsCounted() throws IOException {
    Files.write(data("train/dark/broken.png"), new byte[] {1, 2, 3});
    Files.copy(data("train/dark/10.png"), data("loose.png"));

    assertThat(evaluate("knn"))
        .containsEntry("refused", 1L)
        .containsEntry("unlabelled", 1L)
        .containsEntry("train", 36L);
  }

  @Test
  void whatHasNoClassIsNotEvenDecoded() throws IOException {
    Files.write(data("loose.png"), new byte[] {1, 2, 3});

    assertThat(evaluate("knn")).containsEntry("refused", 0L).containsEntry("unlabelled", 1L);
  }

  @Test
  void whatCannotBeEvaluatedIsRefusedWithASentence() {
    refuses("There is no snapshot 'none.safetensors'", "knn", "--snapshot", "none.safetensors");
    refuses("--weights names one", "knn", "--weights", folder.resolve("none").toString());
    refuses("cannot be evaluated", "knn", "--weights", data("train/dark/10.png").toString());
    refuses(
        "give a folder a class",
        "knn",
        "--snapshot",
        "newest",
        "--data",
        data("train/dark").toString());
    refuses("k is 0", "knn", "--snapshot", "newest", "--k", "0");
    assertThat(run("knn", "--snapshot", "newest", "--size", "3"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--size goes with --weights");
    assertThat(run("knn")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private void refuses(String sentence, String... arguments) {
    assertThat(run(arguments)).isEqualTo(Hsicflow.FAILED);
    assertThat(err.toString()).contains(sentence);
  }

  /** The report of an evaluation of the newest snapshot. */
  private Map<String, Object> evaluate(String protocol, String... further) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(protocol, "--snapshot", "newest", "--json"));
    arguments.addAll(List.of(further));
    out.getBuffer().setLength(0);
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return JsonReader.parseObject(out.toString());
  }

  @SuppressWarnings("unchecked") // what JSON objects are read as
  private static Map<String, Object> result(Map<String, Object> report) {
    return (Map<String, Object>) ((List<?>) report.get("results")).get(0);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    if (!all.contains("--data")) {
      all.addAll(List.of("--data", data("").toString()));
    }
    all.addAll(List.of("-Djob.folder=" + folder, "-Dlearner.threads=2"));
    return Hsicflow.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Path data(String path) {
    return folder.resolve("data").resolve(path);
  }

  /** The share that a vote named rightly, counted here in double. */
  private double neighbours(int k, double temperature, int top) {
    Vectors bank = vectors(0, TRAIN_OF_EACH);
    Vectors query = vectors(TRAIN_OF_EACH, TEST_OF_EACH);
    int[] labels = labels(TRAIN_OF_EACH);
    int right = 0;
    for (int q = 0; q < query.count(); q++) {
      double[] cosines = new double[bank.count()];
      for (int b = 0; b < bank.count(); b++) {
        cosines[b] = cosine(bank, b, query, q);
      }
      double[] votes = new double[CLASSES.size()];
      double least = Arrays.stream(cosines).sorted().toArray()[bank.count() - k];
      for (int b = 0; b < bank.count(); b++) {
        votes[labels[b]] += cosines[b] >= least ? Math.exp(cosines[b] / temperature) : 0;
      }
      int label = labels(TEST_OF_EACH)[q];
      long larger = Arrays.stream(votes).filter(vote -> vote > votes[label]).count();
      right += votes[label] > 0 && larger < top ? 1 : 0;
    }
    return (double) right / query.count();
  }

  /** Embeddings of the training pictures of each class whose ids hash smallest, class by class. */
  private Vectors smallestHashes(int ofEach) {
    Vectors train = vectors(0, TRAIN_OF_EACH);
    int dimension = train.dimension();
    float[] values = new float[CLASSES.size() * ofEach * dimension];
    for (int label = 0; label < CLASSES.size(); label++) {
      String place = "train/" + CLASSES.get(label) + "/";
      int[] chosen =
          IntStream.range(0, TRAIN_OF_EACH)
              .boxed()
              .sorted(Comparator.comparing(i -> IdHash.of(place + (10 + i) + ".png").key()))
              .limit(ofEach)
              .mapToInt(i -> i)
              .sorted()
              .toArray();
      for (int i = 0; i < ofEach; i++) {
        int row = label * TRAIN_OF_EACH + chosen[i];
        System.arraycopy(
            train.values(), row * dimension, values, (label * ofEach + i) * dimension, dimension);
      }
    }
    return new Vectors(values, dimension);
  }

  private static double cosine(Vectors a, int i, Vectors b, int j) {
    double product = 0;
    double left = 0;
    double right = 0;
    for (int d = 0; d < a.dimension(); d++) {
      double x = a.values()[i * a.dimension() + d];
      double y = b.values()[j * b.dimension() + d];
      product += x * y;
      left += x * x;
      right += y * y;
    }
    return product / Math.sqrt(left * right);
  }

  /** Embeddings of pictures {@code first, first + 1, ...} of every class, made without files. */
  private Vectors vectors(int first, int ofEach) {
    byte[] pixels = new byte[CLASSES.size() * ofEach * 3 * SIZE * SIZE];
    for (int label = 0; label < CLASSES.size(); label++) {
      for (int i = 0; i < ofEach; i++) {
        Preprocess.whole(
            LabelledFolder.picture(label, first + i),
            SIDE,
            SIDE,
            SIZE,
            pixels,
            (label * ofEach + i) * 3 * SIZE * SIZE);
      }
    }
    try (Backend backend = Backends.open(Backends.AUTO, Precision.FLOAT32, 2);
        Encoder encoder = Encoder.load(backend, snapshot)) {
      return new Vectors(encoder.embed(pixels, CLASSES.size() * ofEach), encoder.dimension());
    }
  }

  private static int[] labels(int ofEach) {
    int[] labels = new int[CLASSES.size() * ofEach];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / ofEach;
    }
    return labels;
  }
}
