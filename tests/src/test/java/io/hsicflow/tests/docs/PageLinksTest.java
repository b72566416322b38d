package io.hsicflow.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.tests.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A link in a page leads somewhere. */
class PageLinksTest {

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeadingThatAreThere() {
    List<String> broken = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          broken.add(page.name() + ": " + link);
        }
      }
    }

    assertThat(broken).as("links that lead nowhere").isEmpty();
  }

  @Test
  void everyPageOfTheDocsIsInTheirIndex() {
    List<String> listed = Page.of("docs/README.md").links();

    assertThat(Page.all().stream().map(Page::name).filter(name -> name.startsWith("docs/")))
        .filteredOn(name -> !name.equals("docs/README.md"))
        .allSatisfy(name -> assertThat(listed).contains(name.substring("docs/".length())));
  }

  private static boolean leadsSomewhere(Page page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    if (!target.startsWith(Checkout.root()) || !Files.exists(target)) {
      return false;
    }
    return hash < 0
        || Page.of(Checkout.root().relativize(target).toString())
            .anchors()
            .contains(link.substring(hash + 1));
  }
}
