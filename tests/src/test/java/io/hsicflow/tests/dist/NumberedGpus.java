package io.hsicflow.tests.dist;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.Configuration;

/** A driver of Flink's external resources that has as many GPUs as are asked for, from number 0. */
public final class NumberedGpus implements ExternalResourceDriverFactory {
  private static final String INDEX = "index";

  /** For Flink, which makes it by its name. */
  public NumberedGpus() {}

  @Override
  public ExternalResourceDriver createExternalResourceDriver(Configuration config) {
    return amount ->
        LongStream.range(0, amount)
            .mapToObj(number -> new Gpu(String.valueOf(number)))
            .collect(Collectors.toSet());
  }

  private record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals(INDEX) ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of(INDEX);
    }
  }
}
