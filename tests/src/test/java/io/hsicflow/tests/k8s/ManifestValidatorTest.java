package io.hsicflow.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The validator refuses what an API server would refuse or silently drop, and says where. */
class ManifestValidatorTest {
  private static final ManifestValidator VALIDATOR = new ManifestValidator();

  private final ObjectNode job = copy(Rendering.Kind.FlinkDeployment);
  private final ObjectNode policy = copy(Rendering.Kind.NetworkPolicy);

  private static ObjectNode copy(Rendering.Kind kind) {
    return Rendering.all().get(0).of(kind).get(0).json().deepCopy();
  }

  private static void refused(ObjectNode changed, String path, String what) {
    assertThat(VALIDATOR.findings(new Manifest(changed)))
        .as(path)
        .anySatisfy(
            finding -> assertThat(finding).startsWith(path + ": ").containsIgnoringCase(what));
  }

  private static ObjectNode container(ObjectNode job) {
    return (ObjectNode) job.at("/spec/podTemplate/spec/containers/0");
  }

  @Test
  void schemasAreThoseThatTheirProjectsReleased() throws Exception {
    for (SchemaFile file : ManifestValidator.DEFINITIONS) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.path()));
      assertThat(HexFormat.of().formatHex(digest)).as(file.name()).isEqualTo(file.sha256());
    }
  }

  @Test
  void aMisspeltFieldIsRefusedAtEveryDepth() {
    ((ObjectNode) job.get("spec")).put("imagePullPolici", "Always");
    container(job).putObject("securityContex");
    ((ObjectNode) job.get("metadata")).put("lables", "none");
    ((ObjectNode) policy.get("spec")).putArray("egres");

    refused(job, "/spec", "imagePullPolici");
    refused(job, "/spec/podTemplate/spec/containers/0", "securityContex");
    refused(job, "/metadata", "lables");
    refused(policy, "/spec", "egres");
  }

  @Test
  void aWrongTypeIsRefused() {
    ((ObjectNode) job.at("/spec/job")).put("parallelism", "two");
    container(job).withObject("/securityContext").put("readOnlyRootFilesystem", "true");
    ((ObjectNode) policy.get("spec")).put("policyTypes", "Ingress");

    refused(job, "/spec/job/parallelism", "integer");
    refused(
        job,
        "/spec/podTemplate/spec/containers/0/securityContext/readOnlyRootFilesystem",
        "boolean");
    refused(policy, "/spec/policyTypes", "array");
  }

  @Test
  void aMissingFieldThatIsRequiredIsRefused() {
    ((ObjectNode) policy.get("spec"))
        .putArray("ingress")
        .addObject()
        .putArray("from")
        .addObject()
        .putObject("ipBlock");
    ObjectNode user = copy(Rendering.Kind.KafkaUser);
    ((ObjectNode) user.at("/spec/authorization/acls/0")).remove("operations");

    refused(policy, "/spec/ingress/0/from/0/ipBlock", "cidr");
    refused(user, "/spec/authorization/acls/0", "operations");
  }

  @Test
  void aWordThatIsNotOnTheListIsRefused() {
    ((ObjectNode) job.get("spec")).put("flinkVersion", "v2_9");
    ((ObjectNode) job.at("/spec/job")).put("upgradeMode", "hope");
    ObjectNode user = copy(Rendering.Kind.KafkaUser);
    ((ArrayNode) user.at("/spec/authorization/acls/0/operations")).add("Wish");

    refused(job, "/spec/flinkVersion", "enum");
    refused(job, "/spec/job/upgradeMode", "enum");
    refused(user, "/spec/authorization/acls/0/operations/2", "enum");
  }

  @Test
  void aNumberOutOfBoundsAndATextOfAnotherFormAreRefused() {
    ObjectNode topic = copy(Rendering.Kind.KafkaTopic);
    ((ObjectNode) topic.get("spec")).put("partitions", 0);
    ObjectNode monitor = copy(Rendering.Kind.PodMonitor);
    ((ObjectNode) monitor.at("/spec/podMetricsEndpoints/0")).put("interval", "soon");
    ObjectNode claim = copy(Rendering.Kind.PersistentVolumeClaim);
    ((ObjectNode) claim.at("/spec/resources/requests")).put("storage", "50 GB");

    refused(topic, "/spec/partitions", "1");
    refused(monitor, "/spec/podMetricsEndpoints/0/interval", "pattern");
    refused(claim, "/spec/resources/requests/storage", "pattern");
  }

  @Test
  void aKindOrVersionWithoutSchemaIsRefused() {
    job.put("apiVersion", "flink.apache.org/v1");

    assertThatThrownBy(() -> VALIDATOR.findings(new Manifest(job)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FlinkDeployment/hsicflow in flink.apache.org/v1");
  }
}
