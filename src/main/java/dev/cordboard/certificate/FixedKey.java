package dev.cordboard.certificate;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Shows one certificate to everybody. A key store in memory would encrypt the key first.
final class FixedKey extends X509ExtendedKeyManager {
  private static final String ALIAS = "cordboard";

  private final TlsIdentity identity;

  FixedKey(TlsIdentity identity) {
    this.identity = identity;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return ALIAS;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity.chain();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity.key();
  }
}
