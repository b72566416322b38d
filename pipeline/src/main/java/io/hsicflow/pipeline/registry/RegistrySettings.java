package io.hsicflow.pipeline.registry;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How a registry is reached, as it travels in the job graph.
 *
 * @param url without a slash at its end
 * @param authorization HTTP's header of that name, a secret; null for none
 * @param timeOut of one request
 * @param patience for all attempts at one answer
 */
record RegistrySettings(String url, String authorization, Duration timeOut, Duration patience)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String FORM =
      "must be an address such as http://registry:8081 or https://registry/path";

  /** What a header takes of a token; Java's refusal of anything else would repeat its value. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  /**
   * As the options say.
   *
   * @throws IllegalArgumentException with a sentence where they do not fit together
   */
  static RegistrySettings of(ReadableConfig config) {
    Duration timeOut = config.get(RegistryOptions.TIME_OUT);
    Duration patience = config.get(RegistryOptions.PATIENCE);
    if (timeOut.isZero() || timeOut.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException(
          "registry.time-out is "
              + timeOut.toMillis()
              + " ms and registry.patience "
              + patience.toMillis()
              + " ms, but the former must be above 0 and the latter not below.");
    }
    return new RegistrySettings(url(config), authorization(config), timeOut, patience);
  }

  private static String url(ReadableConfig config) {
    String url =
        config
            .getOptional(RegistryOptions.URL)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The format avro-registry needs a schema registry, but registry.url is not set: set it, to"
                            + " http://registry:8081 for example."));
    // Java's URI finds a user neither without a scheme nor beside a host with an underscore.
    if (url.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "registry.url names a user (it holds an @), and it is shown in logs: set registry.username and"
              + " registry.password instead.");
    }
    if (url.indexOf('?') >= 0 || url.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "registry.url has something behind a ? or a #, which may be a secret, but " + FORM + ".");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // Its message would repeat the value, which may hold a password.
      throw new IllegalArgumentException("registry.url is no address: it " + FORM + ".");
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException("registry.url is '" + url + "', but " + FORM + ".");
    }
    return url.replaceAll("/+$", "");
  }

  private static String authorization(ReadableConfig config) {
    String username = config.get(RegistryOptions.USERNAME);
    String password = config.get(RegistryOptions.PASSWORD);
    String token = config.get(RegistryOptions.TOKEN);
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException(
          "Of registry.username and registry.password one is set and the other is not: set both or none.");
    }
    if (username != null && token != null) {
      throw new IllegalArgumentException(
          "registry.username and registry.token are both set, but a registry lets in by one of them: remove one.");
    }
    if (token != null && !TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "registry.token is no bearer token: it is empty or holds a blank, a line's end or another character that is"
              + " not visible ASCII. Set it to the token alone.");
    }
    if (token != null) {
      return "Bearer " + token;
    }
    return username == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return url;
  }
}
