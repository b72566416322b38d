package io.hsicflow.tests.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key and a certificate for a broker on this machine, made by the running JDK's keytool. */
record BrokerCertificate(Path keystore, Path certificate) {
  /** New ones in {@code folder}. */
  static BrokerCertificate make(Path folder, String password)
      throws IOException, InterruptedException {
    Path keystore = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    keytool(
        keystore,
        password,
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2",
        "-dname",
        "CN=broker",
        "-ext",
        "SAN=ip:127.0.0.1");
    keytool(keystore, password, "-exportcert", "-rfc", "-file", certificate.toString());
    return new BrokerCertificate(keystore, certificate);
  }

  private static void keytool(Path keystore, String password, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "broker",
            "-storetype",
            "PKCS12",
            "-keystore",
            keystore.toString(),
            "-storepass",
            password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool failed: " + said);
    }
  }
}
