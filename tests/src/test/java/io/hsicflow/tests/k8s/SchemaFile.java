package io.hsicflow.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.hsicflow.tests.Checkout;
import java.nio.file.Path;

/**
 * A CustomResourceDefinition as its project released it; {@code README.md} beside the files says
 * the same and why they are there.
 *
 * @param name of the file
 * @param project what released it, with the version
 * @param sha256 of the file, unchanged
 */
record SchemaFile(String name, String project, String sha256) {
  private static final Path FOLDER =
      Checkout.root().resolve("tests/src/test/resources/k8s/schemas");

  Path path() {
    return FOLDER.resolve(name);
  }

  JsonNode definition() {
    return Rendering.documents(path()).get(0);
  }
}
