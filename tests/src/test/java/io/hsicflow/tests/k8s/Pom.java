package io.hsicflow.tests.k8s;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the build's own {@code pom.xml} says. */
final class Pom {
  private Pom() {}

  /** The version of hsicflow. */
  static String version() {
    return text("/project/version");
  }

  /** A property, the version of a library for example. */
  static String property(String name) {
    return text("/project/properties/*[name()='" + name + "']");
  }

  private static String text(String path) {
    try {
      String pom = Files.readString(Checkout.root().resolve("pom.xml"));
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(pom)));
      return XPathFactory.newInstance().newXPath().evaluate(path, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException | XPathExpressionException e) {
      throw new IllegalStateException("pom.xml cannot be read.", e);
    }
  }
}
