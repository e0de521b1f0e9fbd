package dev.cordboard.identity;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The users of this server, the names they register under, and the numbers it owns.
///
/// Reads answer from memory, as the SIP loop needs it; changes are in the store when they return.
public final class Directory {
  private static final String KIND = "user";
  private static final int PASSWORD_BYTES = 16;

  private final ResourceIdentity resource;
  private final StaticUsers configured;
  private final Set<String> numbers;
  private final String realm;
  private final Store store;
  private final IdSource ids;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /// @param realm what SIP passwords belong to
  public Directory(
      IdentitySettings settings,
      ResourceIdentity resource,
      String realm,
      Store store,
      IdSource ids) {
    this.resource = resource;
    this.realm = realm;
    this.store = store;
    this.ids = ids;
    configured = new StaticUsers(settings.users(), resource.id());
    numbers = Set.copyOf(settings.numbers());
    for (var row : store.list(KIND)) {
      Account.read(row.bytes()).ifPresent(account -> accounts.put(row.key(), account));
    }
  }

  /// A new user.
  public CommunicationUser create() {
    var rawId = CommunicationIdentifier.ACS + resource.id() + "_" + ids.uuid();
    keep(rawId, Account.NEW);
    return new CommunicationUser(rawId);
  }

  /// Forgets a user and all it has; true when there was one.
  public boolean delete(String rawId) {
    if (accounts.remove(rawId) == null) {
      return false;
    }
    store.delete(KIND, rawId);
    return true;
  }

  /// Whether this server made the user, or its configuration names it.
  public boolean contains(String rawId) {
    return accounts.containsKey(rawId) || configured.contains(rawId);
  }

  /// Makes every access token of the user worthless; false when there is no such user.
  public boolean revokeTokens(String rawId) {
    return change(rawId, Account::revoked);
  }

  /// The generation that a token of the user must have; empty when there is no such user.
  Optional<Integer> tokenGeneration(String rawId) {
    return account(rawId).map(Account::generation);
  }

  /// A new SIP password, in place of any before; it is shown this once and kept as hashes only.
  public Optional<SipLogin> issueSipPassword(String rawId) {
    var password = ids.token(PASSWORD_BYTES);
    var names = names(new CommunicationUser(rawId));
    var hashes = new HashMap<String, Map<String, String>>();
    names.forEach(name -> hashes.put(name, SipCredential.hashes(name, realm, password)));
    return change(rawId, account -> account.withPassword(hashes))
        ? Optional.of(
            new SipLogin(names.size() > 1 ? names.get(1) : names.getFirst(), password, realm))
        : Optional.empty();
  }

  /// What checks the SIP password of whoever registers as `username`; an issued password wins over
  /// a configured one.
  public Optional<SipCredential> credential(String username) {
    return named(username)
        .flatMap(
            user ->
                account(user.rawId())
                    .flatMap(account -> Optional.ofNullable(account.ha1().get(username)))
                    .or(() -> configuredHashes(user, username))
                    .map(ha1 -> new SipCredential(user.userPart(), ha1)));
  }

  /// The user that a phone means by this name: an alias, or what follows `8:acs:` in the raw id of
  /// a user of this resource.
  public Optional<CommunicationUser> named(String name) {
    return configured
        .named(name)
        .or(
            () ->
                Optional.of(CommunicationIdentifier.ACS + name)
                    .filter(this::contains)
                    .map(CommunicationUser::new));
  }

  /// Every name whose registrations are the user's: the raw id's last part, then its aliases.
  public List<String> names(CommunicationUser user) {
    var names = new ArrayList<>(List.of(user.userPart()));
    configured.aliases(user.rawId()).stream()
        .filter(alias -> !names.contains(alias))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /// SIP URIs that ring for the user without any registration.
  public List<String> staticContacts(CommunicationUser user) {
    return configured.contacts(user.rawId());
  }

  /// Whether this server owns a number.
  public boolean owns(PhoneNumber number) {
    return numbers.contains(number.value());
  }

  /// The numbers it owns.
  public Set<String> numbers() {
    return numbers;
  }

  private Optional<Account> account(String rawId) {
    var account = accounts.get(rawId);
    if (account == null && configured.contains(rawId)) {
      return Optional.of(Account.NEW);
    }
    return Optional.ofNullable(account);
  }

  private Optional<Map<String, String>> configuredHashes(CommunicationUser user, String username) {
    return configured
        .password(user.rawId())
        .map(password -> SipCredential.hashes(username, realm, password));
  }

  /// One change at a time: two at once would lose one of them.
  private synchronized boolean change(String rawId, UnaryOperator<Account> change) {
    var account = account(rawId);
    account.ifPresent(before -> keep(rawId, change.apply(before)));
    return account.isPresent();
  }

  private void keep(String rawId, Account account) {
    store.put(KIND, rawId, account.bytes());
    accounts.put(rawId, account);
  }

  /// What a phone needs to register.
  ///
  /// @param username the user's name in the configuration, or what follows `8:acs:`
  public record SipLogin(String username, String password, String realm) {
    @Override
    public String toString() {
      return "SipLogin[" + username + "]";
    }
  }
}
