package dev.cordboard.config;

/// The settings of the media plane (`media.*`).
///
/// @param host the address that RTP sockets are bound to; empty: `server.host`
/// @param rtpPorts the range of ports, handed out in pairs of an even RTP and an odd RTCP port
/// @param portRestSeconds how long a pair rests after use, 0-3600
/// @param shards threads that serve media, 1-64; 0: one less than there are CPUs, at least one
/// @param tickMillis the beat of a shard: 1, 2, 4, 5 or 10
/// @param realtime whether to ask the system for real-time scheduling of the shards, where there
///   are two CPUs or more
/// @param mediaStopSeconds a leg without RTP and RTCP for so long is reported; 0: never
/// @param rtcpIntervalSeconds the mean time between our RTCP reports, 1-60
/// @param warmUpPackets packets that each shard runs through its own code before the first call, 0:
///   none
public record MediaSettings(
    String host,
    PortRange rtpPorts,
    int portRestSeconds,
    int shards,
    int tickMillis,
    boolean realtime,
    int mediaStopSeconds,
    int rtcpIntervalSeconds,
    int warmUpPackets) {

  /// The ports from `first` to `last`, both included; `0-0`: any free ones.
  public record PortRange(int first, int last) {
    public PortRange {
      if (first < 0 || last > 65535 || (first != 0 && last - first < 1) || first > last) {
        throw new IllegalArgumentException(
            "is a range of ports such as 20000-29999, not " + first + "-" + last);
      }
    }

    /// Reads the form in which it is written: `20000-29999`.
    public static PortRange parse(String text) {
      var ends = text.split("-", 2);
      try {
        return new PortRange(
            Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[ends.length - 1].strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "is a range of ports such as 20000-29999, not \"" + text + "\"", e);
      }
    }
  }

  public MediaSettings {
    require(portRestSeconds >= 0 && portRestSeconds <= 3600, "media.port-rest-seconds is 0-3600");
    require(shards >= 0 && shards <= 64, "media.shards is 0-64");
    require(
        tickMillis > 0 && tickMillis <= 10 && 20 % tickMillis == 0,
        "media.tick-millis is 1, 2, 4, 5 or 10");
    require(mediaStopSeconds >= 0, "media.media-stop-seconds is 0 or more");
    require(
        rtcpIntervalSeconds >= 1 && rtcpIntervalSeconds <= 60,
        "media.rtcp-interval-seconds is 1-60");
    require(warmUpPackets >= 0, "media.warm-up-packets is 0 or more");
  }

  /// What holds when the configuration says nothing.
  public static MediaSettings defaults() {
    return new MediaSettings(
        "127.0.0.1", new PortRange(20_000, 29_999), 30, 0, 1, true, 60, 5, 20_000);
  }

  /// The same on another address.
  public MediaSettings on(String otherHost) {
    return new MediaSettings(
        otherHost,
        rtpPorts,
        portRestSeconds,
        shards,
        tickMillis,
        realtime,
        mediaStopSeconds,
        rtcpIntervalSeconds,
        warmUpPackets);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
