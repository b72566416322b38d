package io.hsicflow.connectors.admin;

/**
 * One way in which a topic is not as it should be.
 *
 * @param topic its name
 * @param difference a sentence with what is and what should be
 * @param command what to run to mend it
 */
public record TopicFinding(String topic, String difference, String command) {
  @Override
  public String toString() {
    return difference + " Run: " + command;
  }
}
