package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds objects to the schemas of their kinds: Kubernetes' own and those of the operators. */
final class ManifestValidator {
  static final List<SchemaFile> DEFINITIONS =
      List.of(
          new SchemaFile(
              "flinkdeployments.flink.apache.org-v1.yml",
              "Apache Flink Kubernetes Operator 1.15.0",
              "7977265fc26d5e13e46ea5a18b18ce71dc1b93a7c750d781843a7af0d1d13e47"),
          new SchemaFile(
              "043-Crd-kafkatopic.yaml",
              "Strimzi 1.2.0",
              "36390f0731c699448076d4ee739e8b7f331d083e91a7fb71500aaa830ab1127e"),
          new SchemaFile(
              "044-Crd-kafkauser.yaml",
              "Strimzi 1.2.0",
              "c7e91b9b027a516b43dc7d369e781ee23a6ea177ae15fe0c33af6f722e26e05f"),
          new SchemaFile(
              "monitoring.coreos.com_podmonitors.yaml",
              "Prometheus Operator 0.93.0",
              "45a93443daa687d3654f7e9631909ff7edcdf3ec09c5e60251b74aa2722aee5d"));

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1/ConfigMap", V1ConfigMap.class,
          "v1/PersistentVolumeClaim", V1PersistentVolumeClaim.class,
          "apps/v1/Deployment", V1Deployment.class,
          "v1/ServiceAccount", V1ServiceAccount.class,
          "rbac.authorization.k8s.io/v1/Role", V1Role.class,
          "rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding.class,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class);

  private final Map<String, KindSchema> schemas = new LinkedHashMap<>();

  /**
   * How one kind is to look.
   *
   * @param origin whose schema it is, with the version
   */
  private record KindSchema(Schema schema, String origin) {}

  ManifestValidator() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    JsonNode metadata = ModelSchema.of(V1ObjectMeta.class);
    for (SchemaFile file : DEFINITIONS) {
      JsonNode spec = file.definition().get("spec");
      for (JsonNode version : spec.get("versions")) {
        schemas.put(
            "%s/%s/%s"
                .formatted(
                    spec.get("group").asText(),
                    version.get("name").asText(),
                    spec.get("names").get("kind").asText()),
            new KindSchema(
                registry.getSchema(
                    ClosedSchema.ofResource(
                        version.get("schema").get("openAPIV3Schema"), metadata)),
                "%s (%s)".formatted(file.name(), file.project())));
      }
    }
    MODELS.forEach(
        (kind, model) ->
            schemas.put(
                kind,
                new KindSchema(
                    registry.getSchema(ModelSchema.of(model)),
                    "%s (%s)".formatted(model.getSimpleName(), clientVersion()))));
  }

  private static String clientVersion() {
    String path = V1ObjectMeta.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return "io.kubernetes:"
        + path.substring(path.lastIndexOf('/') + 1).replaceFirst("-(\\d[^-]*)\\.jar$", ":$1");
  }

  /** Whose schema the object is held to. */
  String origin(Manifest manifest) {
    return schema(manifest).origin();
  }

  /** What is wrong, each with the path to it; empty where nothing is. */
  List<String> findings(Manifest manifest) {
    return schema(manifest).schema().validate(manifest.json()).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private KindSchema schema(Manifest manifest) {
    KindSchema schema = schemas.get(manifest.apiVersion() + "/" + manifest.kind());
    if (schema == null) {
      throw new IllegalArgumentException(
          "There is no schema of %s in %s: those known are %s."
              .formatted(manifest, manifest.apiVersion(), schemas.keySet()));
    }
    return schema;
  }
}
