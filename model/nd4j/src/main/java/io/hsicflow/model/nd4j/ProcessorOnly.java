package io.hsicflow.model.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Everything that another loader finds but the entry by which ND4J finds its build for GPUs. ND4J
 * knows no other way to keep it from trying that one first, and where it cannot run, it prints a
 * stack trace.
 */
final class ProcessorOnly extends ClassLoader {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  ProcessorOnly(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(SERVICE)) {
      return super.getResources(name);
    }
    List<URL> kept = new ArrayList<>();
    for (URL entry : Collections.list(super.getResources(name))) {
      if (!text(entry).contains(Nd4jBuild.GPU_BACKEND)) {
        kept.add(entry);
      }
    }
    return Collections.enumeration(kept);
  }

  private static String text(URL entry) throws IOException {
    try (InputStream in = entry.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
