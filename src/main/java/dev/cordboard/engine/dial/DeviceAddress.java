package dev.cordboard.engine.dial;

import dev.cordboard.call.LegId;
import dev.cordboard.call.Reach;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.Origin;

/// How a [Reach.Device] of the call core, which knows no SIP, says where its INVITE goes: contacts
/// keep their URI; what is dialled at a trunk or at this server itself is an opaque `dial:` URI.
public final class DeviceAddress {
  private static final String DIAL = "dial:";

  /// Cannot be the name of a trunk.
  private static final String SELF = "@self";

  private DeviceAddress() {}

  static Reach.Device contact(LegId leg, String uri) {
    return new Reach.Device(leg, uri, "", false);
  }

  static Reach.Device trunk(LegId leg, String trunk, String user) {
    return new Reach.Device(leg, DIAL + user, trunk, true);
  }

  static Reach.Device self(LegId leg, String number) {
    return new Reach.Device(leg, DIAL + number, SELF, true);
  }

  /// What somebody at that device may dial: as if they had called from there.
  public static Origin origin(Reach.Device device) {
    return switch (destination(device)) {
      case Destination.Contact _ -> new Origin.User("");
      case Destination.Trunk(var name, var _) -> new Origin.Trunk(name);
      case Destination.Self _ -> new Origin.Self();
    };
  }

  /// Where the INVITE for a device goes.
  public static Destination destination(Reach.Device device) {
    if (device.trunk().isEmpty()) {
      return new Destination.Contact(device.uri());
    }
    var user = device.uri().substring(DIAL.length());
    return device.trunk().equals(SELF)
        ? new Destination.Self(user)
        : new Destination.Trunk(device.trunk(), user);
  }
}
