package io.hsicflow.connectors.kafka;

import java.util.regex.Pattern;

/**
 * The names under which one role of one job appears at the brokers: consumer groups, client ids and
 * transactional ids all start with the job's name, so that two jobs never share one.
 *
 * @param jobName the option {@code job.name}
 * @param role {@code train}, {@code embed} or what else reads or writes
 */
public record ClientNames(String jobName, String role) {
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  public ClientNames {
    requireLegal("job.name", jobName);
    requireLegal("The role", role);
  }

  private static void requireLegal(String what, String name) {
    if (name == null || !LEGAL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + " is '"
              + name
              + "', but names consumer groups and transactions: use 1 to 100 letters, digits, dots, underscores and hyphens.");
    }
  }

  /** The consumer group of the role's source. */
  public String groupId() {
    return jobName + "-" + role;
  }

  /** What client ids of the role start with. */
  public String clientIdPrefix() {
    return jobName + "-" + role;
  }

  /**
   * What transactional ids of the role's sink of that name start with; never a prefix of another
   * sink's.
   */
  public String transactionalIdPrefix(String sink) {
    return jobName + "-" + role + "-" + sink + "-tx";
  }
}
