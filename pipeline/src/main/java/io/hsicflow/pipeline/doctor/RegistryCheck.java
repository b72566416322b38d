package io.hsicflow.pipeline.doctor;

import io.hsicflow.pipeline.registry.HttpSchemaRegistry;
import io.hsicflow.pipeline.registry.RegistryOptions;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** Whether a schema registry answers where the settings say that there is one, and lets us in. */
final class RegistryCheck implements Check {
  /** Any will do: that there is no schema of that id is an answer as well. */
  private static final int SOME_ID = 1;

  private final Configuration settings;

  RegistryCheck(Configuration settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "schema registry";
  }

  @Override
  public Finding look() {
    Configuration once = new Configuration(settings);
    once.set(RegistryOptions.PATIENCE, Duration.ZERO);
    boolean found = HttpSchemaRegistry.of(once).find(SOME_ID).isPresent();
    return Finding.fine(
        settings.get(RegistryOptions.URL)
            + " answers"
            + (found ? "" : ", and has no schema of id " + SOME_ID));
  }
}
