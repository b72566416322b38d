package io.hsicflow.pipeline.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Which of a user's images are the query set, which training never sees: those of the {@code test/}
 * folder where there is one, else one in ten by the hash of the id. The hash does not depend on the
 * seed, so that runs compare.
 */
final class SplitRule {
  private static final String TEST = "test/";
  private static final int ONE_IN = 10;

  private final int rootLength;
  private final boolean testFolder;

  private SplitRule(int rootLength, boolean testFolder) {
    this.rootLength = rootLength;
    this.testFolder = testFolder;
  }

  /**
   * The rule for some ids, paths with slashes. Folders that all of them share, such as the one an
   * archive unpacks to, do not count.
   */
  static SplitRule of(Collection<String> ids) {
    int root = sharedFolders(ids);
    boolean test = ids.stream().anyMatch(id -> id.startsWith(TEST, root));
    return new SplitRule(root, test);
  }

  /** Whether there is a test folder. */
  boolean hasTestFolder() {
    return testFolder;
  }

  /** Whether an image is for the query set and never trained on. */
  boolean isQuery(String id) {
    return testFolder ? id.startsWith(TEST, rootLength) : hash(id) % ONE_IN == 0;
  }

  private static int sharedFolders(Collection<String> ids) {
    String shared = null;
    for (String id : ids) {
      String folder = id.substring(0, id.lastIndexOf('/') + 1);
      shared = shared == null ? folder : shared.substring(0, commonFolder(shared, folder));
    }
    // Images that all lie in test/ have no other folder to be set against.
    return shared == null ? 0 : shared.length();
  }

  private static int commonFolder(String a, String b) {
    int end = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      end = a.charAt(i) == '/' ? i + 1 : end;
    }
    return end;
  }

  private static int hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return (digest[0] & 0x7f) << 24
          | (digest[1] & 0xff) << 16
          | (digest[2] & 0xff) << 8
          | digest[3] & 0xff;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
