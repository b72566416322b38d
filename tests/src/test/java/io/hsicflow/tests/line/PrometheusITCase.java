package io.hsicflow.tests.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hsicflow.broker.EmbeddedBroker;
import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.run.LocalCluster;
import io.hsicflow.pipeline.run.RunningJob;
import io.hsicflow.pipeline.standalone.FreePorts;
import io.hsicflow.tests.Checkout;
import io.hsicflow.tests.prometheus.Query;
import io.hsicflow.tests.prometheus.Sample;
import io.hsicflow.tests.prometheus.Scrape;
import io.hsicflow.tests.prometheus.Selector;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.YamlParserUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus over a job that trains, embeds and evaluates: every documented metric is in its
 * scrape, and so is everything that the queries of the Grafana dashboard and of the alert rules
 * read.
 */
class PrometheusITCase {
  private static final int PICTURES = 43;
  private static final int BROKEN = 5;

  /** With one picture broken, 42 pictures are five steps of eight. */
  private static final long LAST_STEP = 5;

  private static final String JOB = "scraped";
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*\\$?(?:labels\\.)?(\\w+)");
  private static final Pattern OPTION =
      Pattern.compile(
          "\\b(?:learner|guard|snapshot|release|evaluation|probe|job|gate|embed|images|sequence)\\.[a-z][a-z-]*");
  private static final Path GRAFANA = Checkout.root().resolve("k8s/grafana");

  @TempDir private static Path folder;
  private static Scrape scrape;

  /** A query, with where it stands and the labels that its texts show. */
  private record Asked(String where, String query, Set<String> shown) {}

  /** The job stands still in its last step while it is scraped; it ends without a last snapshot. */
  @BeforeAll
  static void scrapeARunningJob() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Topic images = Topic.create(broker, "images", 1);
      Topic embeddings = Topic.create(broker, "embeddings", 1);
      Topic deadLetters = Topic.create(broker, "dead-letters", 1);
      Topic.create(broker, "snapshots", 1);
      Topic evaluations = Topic.create(broker, "evaluations", 1);
      images.send(0, PICTURES, PrometheusITCase::valueOf);
      int port = new FreePorts().next();
      SmallLine line =
          new SmallLine(
              broker,
              images,
              folder,
              JOB,
              Map.of(
                  "metrics.prometheus-port", String.valueOf(port),
                  "images.stop", "never",
                  "job.roles", "train;embed;evaluate",
                  "probe.folder", ProbeFolder.fill(folder.resolve("probe")).toString(),
                  "evaluation.poll", "50 ms",
                  "evaluation.share", "1",
                  "snapshot.every-steps", "2",
                  // Images are held and compared, and none is replayed.
                  "replay.policy", "min-redundancy",
                  "replay.places", "1"));
      WatchedProgress progress = new WatchedProgress();
      progress.holdAt(LAST_STEP);
      try (LocalCluster cluster = LocalCluster.start(line.settings(), LocalCluster.ANY_PORT)) {
        RunningJob job = line.start(cluster, progress, null);
        progress.await(LAST_STEP);
        embeddings.recordsUntil("all embeddings", records -> records.size() >= PICTURES - 1);
        deadLetters.recordsUntil("both letters", records -> records.size() >= 2);
        evaluations.recordsUntil("an evaluation", records -> !records.isEmpty());
        scrape = Scrape.of(URI.create("http://localhost:" + port + "/metrics"));
        progress.release();
        job.cancel();
      }
    }
  }

  private static byte[] valueOf(int number) {
    return number == BROKEN
        ? "no picture".getBytes(StandardCharsets.UTF_8)
        : TestPictures.png(number);
  }

  @Test
  void everyDocumentedMetricIsThereWithItsLabels() throws IOException {
    DocumentedMetrics.rows()
        .forEach(
            metric -> {
              List<Sample> samples = scrape.of(OPERATOR + metric.prometheusName());
              assertThat(samples)
                  .as(metric.name())
                  .anySatisfy(
                      sample -> {
                        assertThat(sample.labels())
                            .containsEntry("job_name", JOB)
                            .containsKeys(
                                "subtask_index", "task_name", "task_attempt_num", "tm_id");
                        assertThat(sample.labels().get("operator_name"))
                            .isIn(metric.operator(), "Source:_" + metric.operator());
                      });
            });
  }

  @Test
  void histogramsAreSummariesWithTheirQuantiles() throws IOException {
    DocumentedMetrics.rows().stream()
        .filter(metric -> metric.kind().equals("histogram"))
        .map(metric -> OPERATOR + metric.prometheusName())
        .forEach(
            name -> {
              assertThat(scrape.types()).containsEntry(name, "summary");
              assertThat(scrape.of(name))
                  .extracting(sample -> sample.labels().get("quantile"))
                  .contains("0.5", "0.95", "0.99");
              assertThat(scrape.of(name + "_count"))
                  .allSatisfy(sample -> assertThat(sample.value()).isPositive());
            });
  }

  @Test
  void numbersAreThoseOfTheJob() {
    assertThat(value("learner_step")).isEqualTo(LAST_STEP);
    assertThat(value("learner_images")).isEqualTo(LAST_STEP * SmallLine.BATCH);
    assertThat(value("learner_loss")).isFinite().isNotZero();
    assertThat(value("learner_probeLoss")).as("no labels").isNaN();
    assertThat(value("learner_snapshotStep")).isEqualTo(LAST_STEP - 1);
    assertThat(value("embed_images")).isEqualTo(PICTURES - 1);
    assertThat(value("evaluation_knn_top1")).isBetween(0.0, 1.0);
    assertThat(value("evaluation_bankImages"))
        .isEqualTo(ProbeFolder.CLASSES.size() * ProbeFolder.BANK_OF_EACH);
    assertThat(scrape.of(OPERATOR + "gate_reason_rejected"))
        .extracting(sample -> sample.labels().get("operator_name"), Sample::value)
        .containsExactlyInAnyOrder(tuple("train_gate_split", 1.0), tuple("embed_gate_split", 1.0));
    assertThat(scrape.of(OPERATOR + "gate_reason_rejected"))
        .extracting(sample -> sample.labels().get("reason"))
        .containsOnly("unknown_format");
  }

  @Test
  void everyQueryOfTheDashboardReadsWhatIsThere() throws IOException {
    List<Asked> queries = new ArrayList<>();
    JsonNode dashboard = new ObjectMapper().readTree(GRAFANA.resolve("hsicflow.json").toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Asked(
                panel.get("title").asText(),
                target.get("expr").asText(),
                labelsIn(target.get("legendFormat").asText())));
      }
    }
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      if (variable.get("type").asText().equals("query")) {
        queries.add(variable(variable));
      }
    }

    assertThat(queries).hasSizeGreaterThan(40).allSatisfy(PrometheusITCase::check);
  }

  @Test
  void everyDocumentedMetricHasAPlaceOnTheDashboard() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(GRAFANA.resolve("hsicflow.json").toFile());
    Set<String> shown = new TreeSet<>();
    dashboard
        .findValuesAsText("expr")
        .forEach(
            expression ->
                Query.of(withoutVariables(expression))
                    .selectors()
                    .forEach(selector -> shown.add(selector.metric())));

    assertThat(shown)
        .containsAll(
            DocumentedMetrics.rows().stream()
                .map(metric -> OPERATOR + metric.prometheusName())
                .toList());
  }

  @Test
  void rowsOfTheDashboardAreItsQuestions() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(GRAFANA.resolve("hsicflow.json").toFile());

    assertThat(StreamSupport.stream(dashboard.get("panels").spliterator(), false))
        .filteredOn(panel -> panel.get("type").asText().equals("row"))
        .extracting(panel -> panel.get("title").asText())
        .containsExactly(
            "Learning",
            "Evaluation",
            "Throughput and waits",
            "Gate and dead letters",
            "Snapshots and checkpoints",
            "Guards",
            "Stream");
    assertThat(StreamSupport.stream(dashboard.get("panels").spliterator(), false))
        .extracting(panel -> panel.get("id").asInt())
        .doesNotHaveDuplicates();
  }

  @Test
  void everyAlertReadsWhatIsThereAndSaysWhatToDo() throws Exception {
    Map<String, Map<?, ?>> alerts = alerts();

    assertThat(alerts.keySet())
        .contains(
            "HsicflowLossNotFinite",
            "HsicflowCollapsed",
            "HsicflowNoNewSnapshot",
            "HsicflowLagGrowing",
            "HsicflowDeadLettersRising",
            "HsicflowAccuracyFell",
            "HsicflowNotEvaluated",
            "HsicflowCheckpointsFailing");
    alerts.forEach(
        (name, alert) -> {
          Map<?, ?> texts = (Map<?, ?>) alert.get("annotations");
          check(
              new Asked(
                  name, alert.get("expr").toString(), labelsIn(texts.get("summary").toString())));
          assertThat(texts.get("summary").toString()).as(name).endsWith(".");
          String wayOut = texts.get("way_out").toString();
          assertThat(wayOut).as(name).endsWith(".");
          assertThat(OPTION.matcher(wayOut).results().map(MatchResult::group))
              .as(name)
              .allMatch(option -> AllOptions.catalog().find(option).isPresent());
          assertThat(((Map<?, ?>) alert.get("labels")).get("severity").toString())
              .as(name)
              .isIn("critical", "warning");
        });
  }

  private static Map<String, Map<?, ?>> alerts() throws Exception {
    Map<String, Object> file =
        YamlParserUtils.loadYamlFile(GRAFANA.resolve("alerts.yaml").toFile());
    Map<String, Map<?, ?>> alerts = new LinkedHashMap<>();
    for (Object group : (List<?>) file.get("groups")) {
      for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
        Map<?, ?> alert = (Map<?, ?>) rule;
        alerts.put(alert.get("alert").toString(), alert);
      }
    }
    return alerts;
  }

  private static Asked variable(JsonNode variable) {
    String query = variable.get("query").get("query").asText();
    Matcher parts = Pattern.compile("label_values\\((.+), *(\\w+)\\)").matcher(query);
    assertThat(parts.matches()).as(query).isTrue();
    return new Asked(
        "variable " + variable.get("name").asText(), parts.group(1), Set.of(parts.group(2)));
  }

  private static Set<String> labelsIn(String text) {
    Set<String> labels = new TreeSet<>();
    TEMPLATE.matcher(text).results().forEach(found -> labels.add(found.group(1)));
    labels.remove("value");
    return labels;
  }

  /** Grafana puts the chosen jobs and a length of time in their places. */
  private static String withoutVariables(String query) {
    return query.replace("$job", JOB + "|other").replace("$__rate_interval", "1m");
  }

  /**
   * Something is there for every selector, with the labels that the query groups by; its texts show
   * none but those.
   */
  private static void check(Asked asked) {
    Query query = Query.of(withoutVariables(asked.query()));
    assertThat(query.selectors()).as(asked.where()).isNotEmpty();
    if (!query.labels().isEmpty()) {
      assertThat(query.labels()).as(asked.where()).containsAll(asked.shown());
    }
    for (Selector selector : query.selectors()) {
      assertThat(scrape.samples())
          .as("%s: %s", asked.where(), selector)
          .filteredOn(selector::takes)
          .isNotEmpty()
          .allSatisfy(
              sample ->
                  assertThat(sample.labels().keySet())
                      .containsAll(query.labels())
                      .containsAll(asked.shown()));
    }
  }

  private static double value(String name) {
    List<Sample> samples = scrape.of(OPERATOR + name);
    assertThat(samples).as(name).hasSize(1);
    return samples.get(0).value();
  }
}
