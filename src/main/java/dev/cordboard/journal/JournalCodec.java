package dev.cordboard.journal;

import dev.cordboard.call.CallInput;
import dev.cordboard.journal.OutboxEntry.Content;
import java.util.function.Function;

/// The bytes of the journal and the outbox: a version, then the entry. Reading is total: bytes that
/// are no entry give a reason, never an exception.
public final class JournalCodec {
  private static final int VERSION = 1;
  private static final int CALLBACK = 1;
  private static final int GRID = 2;

  private JournalCodec() {}

  /// An input as the journal keeps it.
  public static byte[] encode(CallInput input) {
    var out = new EntryWriter();
    out.tag(VERSION);
    InputCodec.write(out, input);
    return out.toBytes();
  }

  /// An event as the outbox keeps it.
  public static byte[] encode(OutboxEntry entry) {
    var out = new EntryWriter();
    out.tag(VERSION);
    out.text(entry.eventId());
    out.instant(entry.at());
    switch (entry.content()) {
      case Content.Callback callback -> {
        out.tag(CALLBACK);
        CallEventCodec.write(out, callback.event());
      }
      case Content.Grid grid -> {
        out.tag(GRID);
        GridEventCodec.write(out, grid.event());
      }
    }
    return out.toBytes();
  }

  /// Reads an entry of the journal.
  public static Decoded<CallInput> input(byte[] bytes) {
    return decode(bytes, InputCodec::read);
  }

  /// Reads an entry of the outbox.
  public static Decoded<OutboxEntry> outboxEntry(byte[] bytes) {
    return decode(bytes, in -> new OutboxEntry(in.text(), in.instant(), content(in)));
  }

  private static Content content(EntryReader in) {
    int tag = in.tag();
    if (tag != CALLBACK && tag != GRID) {
      in.fail("content " + tag);
    }
    return tag == CALLBACK
        ? new Content.Callback(CallEventCodec.read(in))
        : new Content.Grid(GridEventCodec.read(in));
  }

  private static <T> Decoded<T> decode(byte[] bytes, Function<EntryReader, T> read) {
    var in = new EntryReader(bytes);
    int version = in.tag();
    if (version != VERSION) {
      return new Decoded.Broken<>("version " + version);
    }
    var value = read.apply(in);
    return in.fault()
        .<Decoded<T>>map(Decoded.Broken::new)
        .orElseGet(() -> new Decoded.Intact<>(value));
  }
}
