package dev.cordboard.identity;

import dev.cordboard.base.IdSource;
import dev.cordboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What makes this server one communication resource: its id, part of every user id and the
/// audience of every callback token, and a secret of its own. Made at the first start, kept in the
/// store.
///
/// @param id a GUID
/// @param secret never leaves the server; seals what applications hand back to us
public record ResourceIdentity(String id, byte[] secret) {
  private static final String KIND = "resource";
  private static final int SECRET_BYTES = 32;

  /// The identity of this store.
  public static ResourceIdentity load(Store store, IdSource ids) {
    var id = store.get(KIND, "id").map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    var secret = store.get(KIND, "secret");
    return new ResourceIdentity(
        id.orElseGet(() -> keep(store, "id", ids.uuid())),
        secret.orElseGet(() -> keepSecret(store, ids)));
  }

  private static String keep(Store store, String key, String value) {
    store.put(KIND, key, value.getBytes(StandardCharsets.US_ASCII));
    return value;
  }

  private static byte[] keepSecret(Store store, IdSource ids) {
    var secret = HexFormat.of().parseHex(ids.token(SECRET_BYTES));
    store.put(KIND, "secret", secret);
    return secret;
  }

  @Override
  public String toString() {
    return "ResourceIdentity[" + id + "]";
  }
}
