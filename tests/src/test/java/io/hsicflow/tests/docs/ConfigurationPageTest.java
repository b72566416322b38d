package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.config.AllOptions;
import io.hsicflow.pipeline.config.OptionsPage;
import org.junit.jupiter.api.Test;

/** The reference of settings is what the settings say of themselves. */
class ConfigurationPageTest {
  private static final String MARK = "<!-- generated: ./hsicflow options --markdown -->\n";

  @Test
  void itsTablesAreWhatTheCommandPrints() {
    String page = Page.of("docs/configuration.md").text();
    String tables = new OptionsPage(AllOptions.catalog(), "").markdown();

    assertThat(page).contains(MARK);
    assertThat(page.substring(page.indexOf(MARK) + MARK.length()).strip())
        .as("docs/configuration.md says above its tables how to make them again")
        .isEqualTo(tables.strip());
  }
}
