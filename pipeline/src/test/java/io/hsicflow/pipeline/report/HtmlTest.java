package io.hsicflow.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
  private static final String EVIL = "</td><script>alert('1')</script>\"&amp;<!-- ]]>";

  @Test
  void textStaysTextAndNothingBreaksOutOfAnElement() throws Exception {
    String markup = Html.of("p", EVIL).toString();

    assertThat(markup).doesNotContain("<script").doesNotContain("<!--");
    assertThat(Xml.parse(markup).getDocumentElement().getTextContent()).isEqualTo(EVIL);
  }

  @Test
  void nothingBreaksOutOfAnAttribute() throws Exception {
    String markup = Html.of("p", "").with("title", "\" onclick='x' " + EVIL).toString();

    assertThat(Xml.parse(markup).getDocumentElement().getAttribute("title"))
        .isEqualTo("\" onclick='x' " + EVIL);
    assertThat(Xml.parse(markup).getDocumentElement().getAttributes().getLength()).isEqualTo(1);
  }

  @Test
  void whatNoPageMayHoldIsReplaced() throws Exception {
    String markup = Html.of("p", "a\u0000b\u001bc\ud800d\uffffe\u0085f").toString();

    assertThat(Xml.parse(markup).getDocumentElement().getTextContent())
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf");
  }

  @Test
  void textBeyondTheFirstPlaneStays() throws Exception {
    String text = "\ud83d\udc5f \u4e2d\u6587";

    assertThat(Xml.parse(Html.of("p", text).toString()).getDocumentElement().getTextContent())
        .isEqualTo(text);
  }

  @Test
  void emptyElementsAreClosedAsHtmlWantsIt() {
    assertThat(Html.of("span").toString()).isEqualTo("<span></span>");
    assertThat(Html.of("img").with("alt", "x").toString()).isEqualTo("<img alt=\"x\"/>");
  }

  @Test
  void namesAreNames() {
    assertThatThrownBy(() -> Html.of("p><script"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p><script");
    assertThatThrownBy(() -> Html.of("p").with("a b", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a b");
  }
}
