package dev.cordboard.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody whose bearer tokens open the API as the access key does: an OpenID Connect issuer, for
/// example a tenant of Microsoft Entra.
///
/// @param issuer what its tokens say as `iss`, letter for letter
/// @param audiences what its tokens may say as `aud`; those of the service when absent
/// @param clients which applications (`azp`, `appid` or `sub` of a token) may come in; everybody
///   whom the issuer gives such a token when empty
/// @param discovery where its OpenID configuration is; `<issuer>/.well-known/openid-configuration`
///   when absent
public record IssuerSettings(
    String issuer, List<String> audiences, List<String> clients, Optional<String> discovery) {
  /// What the SDKs' scope `https://communication.azure.com//.default` asks for.
  private static final List<String> SERVICE =
      List.of("https://communication.azure.com/", "https://communication.azure.com");

  public IssuerSettings {
    audiences = List.copyOf(audiences);
    clients = List.copyOf(clients);
    Checks.that(
        isSafe(issuer),
        "identity.issuers: the issuer is an https URL (http on loopback): " + issuer);
    Checks.that(
        discovery.map(IssuerSettings::isSafe).orElse(true),
        "identity.issuers: discovery is an https URL (http on loopback)");
    Checks.that(
        !audiences.isEmpty(), "identity.issuers: an issuer without audiences opens nothing");
  }

  /// Where its OpenID configuration is.
  public String configuration() {
    return discovery.orElseGet(
        () -> issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
  }

  /// Whether nobody on the way can put keys of their own into a document from here.
  public static boolean isSafe(String url) {
    try {
      var uri = URI.create(url);
      var host = Optional.ofNullable(uri.getHost()).orElse("");
      return !host.isEmpty()
          && ("https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme())
                  && AccessKey.isLoopback(host.replaceAll("[\\[\\]]", ""))));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static Map<String, Object> omitted() {
    return Map.of("audiences", SERVICE);
  }
}
