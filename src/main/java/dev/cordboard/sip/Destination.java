package dev.cordboard.sip;

/// Where an outgoing call goes.
public sealed interface Destination {
  /// To a contact: a registered one as [Registrar#contacts] names it (its flow and path are found
  /// by that name), or any SIP URI with an address, such as a static contact.
  record Contact(String uri) implements Destination {}

  /// Through a trunk; the Request-URI is `sip:<user>@<the trunk's domain>`.
  ///
  /// @param name the trunk's name in the configuration
  /// @param user what is dialled there, usually a number
  record Trunk(String name, String user) implements Destination {}

  /// To this server itself, for a number that it owns; comes in as [Origin.Self].
  record Self(String user) implements Destination {}
}
