package io.hsicflow.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * A second listener of the embedded broker: TLS, and users who prove by SCRAM-SHA-512 that they
 * know their passwords.
 *
 * @param keystore the broker's key and certificate, PKCS 12
 * @param keystorePassword of the file and of the key in it
 * @param users passwords by user; they are written when the broker's folder is new
 */
public record SecuredListener(Path keystore, String keystorePassword, Map<String, String> users) {
  /** The mechanism by which users prove that they know their passwords. */
  public static final String MECHANISM = "SCRAM-SHA-512";

  static final String NAME = "SECURED";

  public SecuredListener {
    users = Map.copyOf(users);
  }

  @Override
  public String toString() {
    return "SecuredListener[keystore=" + keystore + ", users=" + users.keySet() + "]";
  }
}
