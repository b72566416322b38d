package io.hsicflow.pipeline.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said of one check.
 *
 * @param check its name
 */
public record Diagnosis(String check, Finding finding) {
  /** As one line for people. */
  public String line() {
    String text =
        finding.remedy().isEmpty() ? finding.found() : finding.found() + " " + finding.remedy();
    return "%-10s %-16s %s".formatted(finding.grade().text(), check, text);
  }

  /** The same for programs; what to do is left out where there is nothing to do. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", check);
    json.put("grade", finding.grade().text());
    json.put("found", finding.found());
    if (!finding.remedy().isEmpty()) {
      json.put("do", finding.remedy());
    }
    return json;
  }
}
