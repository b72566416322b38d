package io.hsicflow.pipeline.doctor;

/** Whether the Java virtual machine is one that hsicflow runs on. */
final class JavaCheck implements Check {
  private static final int OLDEST = 17;

  private final int feature;
  private final String description;

  /**
   * @param feature the version's first number
   * @param description version, maker and system, for people
   */
  JavaCheck(int feature, String description) {
    this.feature = feature;
    this.description = description;
  }

  /** Of this process. */
  static JavaCheck ofThisProcess() {
    return new JavaCheck(
        Runtime.version().feature(),
        "Java "
            + Runtime.version()
            + " ("
            + System.getProperty("java.vm.vendor")
            + ") on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
  }

  @Override
  public String name() {
    return "Java";
  }

  @Override
  public Finding look() {
    if (feature < OLDEST) {
      return Finding.wrong(
          description + ", and hsicflow needs Java " + OLDEST + " or later.",
          "Set JAVA_HOME to a JDK " + OLDEST + ".");
    }
    return feature == OLDEST
        ? Finding.fine(description)
        : Finding.attention(
            description + ", and hsicflow is tested with Java " + OLDEST + ".",
            "Should anything odd happen, try it with JAVA_HOME set to a JDK " + OLDEST + ".");
  }
}
