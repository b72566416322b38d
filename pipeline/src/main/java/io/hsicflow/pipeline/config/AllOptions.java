package io.hsicflow.pipeline.config;

import io.hsicflow.pipeline.job.JobOptions;
import java.util.List;

/** The options of all modules. A new class of options becomes known by its line here. */
public final class AllOptions {
  private static final List<Class<?>> CLASSES = List.of(JobOptions.class);

  private static final class Holder {
    static final OptionCatalog CATALOG = OptionCatalog.of(CLASSES);
  }

  private AllOptions() {}

  /** The catalogue. */
  public static OptionCatalog catalog() {
    return Holder.CATALOG;
  }
}
