package dev.cordboard.rooms;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.RoomSettings;
import dev.cordboard.engine.RoomBook;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.rooms.Room.Repeat;
import dev.cordboard.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/// The rooms of this server. Reads answer from memory, as the SIP loop needs it; changes are made
/// one at a time and are in the store when they return.
public final class Rooms implements RoomBook {
  private static final String KIND = "room";

  /// How long a request can be repeated (RULINGS §7).
  private static final Duration REPEATABLE = Duration.ofHours(24);

  private final RoomSettings settings;
  private final Store store;
  private final TimeSource time;
  private final IdSource ids;
  private final NavigableMap<String, Room> rooms = new ConcurrentSkipListMap<>();
  private final Map<String, String> idByRequest = new ConcurrentHashMap<>();

  public Rooms(RoomSettings settings, Store store, TimeSource time, IdSource ids) {
    this.settings = settings;
    this.store = store;
    this.time = time;
    this.ids = ids;
    for (var row : store.list(KIND)) {
      Room.read(row.key(), row.bytes()).ifPresent(this::remember);
    }
  }

  /// A room, or why not.
  sealed interface Outcome {
    record Done(Room room) implements Outcome {}

    record Refused(RoomFault fault) implements Outcome {}
  }

  @Override
  public Admission mayJoin(String roomId, CommunicationIdentifier who, Instant now) {
    var room = rooms.get(roomId);
    if (room == null) {
      return new Admission.NoRoom();
    }
    if (!(who instanceof CommunicationUser)) {
      return new Admission.NotAUser();
    }
    var role = Optional.ofNullable(room.participants().get(who.rawId()));
    if (role.isEmpty()) {
      return new Admission.NotInvited();
    }
    return room.isOpenAt(now)
        ? new Admission.Admitted(role.get().text())
        : new Admission.OutsideItsTime();
  }

  @Override
  public boolean dialsOut(String roomId) {
    var room = rooms.get(roomId);
    return room != null && room.dialsOut();
  }

  /// What a raw id may do in a room, in the service's words; empty for whoever is not invited.
  public Optional<String> role(String roomId, String rawId) {
    return find(roomId)
        .flatMap(room -> Optional.ofNullable(room.participants().get(rawId)).map(Role::text));
  }

  /// A new room, or the one that the same request made before.
  synchronized Outcome create(RoomRequest request, Optional<Repeat> repeat) {
    return repeat
        .flatMap(this::madeBefore)
        .map(before -> repeated(before, repeat.orElseThrow()))
        .orElseGet(() -> make(request, repeat));
  }

  Optional<Room> find(String id) {
    return Optional.ofNullable(rooms.get(id));
  }

  /// The rooms after this id, in the order of their ids.
  Collection<Room> after(String id) {
    return rooms.tailMap(id, false).values();
  }

  /// Changes what the request names, all of it or nothing.
  Outcome update(String id, RoomRequest request) {
    return change(
        id,
        room -> {
          var from = request.validFrom().orElse(room.validFrom());
          var until = request.validUntil().orElse(room.validUntil());
          var fault = request.namesTimes() ? wrong(from, until) : Optional.<RoomFault>empty();
          return fault
              .<Outcome>map(Outcome.Refused::new)
              .orElseGet(
                  () ->
                      new Outcome.Done(
                          room.withTerms(from, until, request.dialsOut().orElse(room.dialsOut()))));
        });
  }

  /// Invites, changes and removes whom the request names, all of them or nobody; removing somebody
  /// who is not there is no fault (recorded).
  Outcome updateParticipants(String id, RoomRequest request) {
    return change(
        id,
        room -> {
          var invited = new HashMap<>(room.participants());
          request
              .participants()
              .forEach(
                  (rawId, role) ->
                      role.ifPresentOrElse(
                          it -> invited.put(rawId, it), () -> invited.remove(rawId)));
          return invited.size() > settings.participantsPerRoom()
              ? new Outcome.Refused(RoomFault.tooManyParticipants(settings.participantsPerRoom()))
              : new Outcome.Done(room.withParticipants(invited));
        });
  }

  /// Forgets a room; true when there was one.
  synchronized boolean delete(String id) {
    var room = rooms.get(id);
    if (room == null) {
      return false;
    }
    forget(room);
    return true;
  }

  private Outcome make(RoomRequest request, Optional<Repeat> repeat) {
    var now = time.now();
    var from = request.validFrom().orElse(now);
    var until = request.validUntil().orElse(from.plus(settings.longestValidity()));
    var invited = new TreeMap<String, Role>();
    request.participants().forEach((rawId, role) -> role.ifPresent(it -> invited.put(rawId, it)));
    return wrong(from, until)
        .or(() -> tooMany(invited.size()))
        .or(() -> noSpace(now))
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(
            () ->
                new Outcome.Done(
                    keep(
                        new Room(
                            newId(),
                            now,
                            from,
                            until,
                            request.dialsOut().orElse(false),
                            invited,
                            repeat))));
  }

  private Optional<Room> madeBefore(Repeat repeat) {
    return Optional.ofNullable(idByRequest.get(repeat.requestId()))
        .flatMap(this::find)
        .filter(room -> time.now().isBefore(room.createdAt().plus(REPEATABLE)));
  }

  private static Outcome repeated(Room before, Repeat repeat) {
    return before.madeBy().filter(repeat::equals).isPresent()
        ? new Outcome.Done(before)
        : new Outcome.Refused(RoomFault.otherRepetition());
  }

  private Optional<RoomFault> wrong(Instant from, Instant until) {
    if (!until.isAfter(time.now())) {
      return Optional.of(RoomFault.past());
    }
    boolean inRange =
        until.isAfter(from)
            && Duration.between(from, until).compareTo(settings.longestValidity()) <= 0;
    return inRange
        ? Optional.empty()
        : Optional.of(RoomFault.range(settings.longestValidity().toDays()));
  }

  private Optional<RoomFault> tooMany(int participants) {
    return participants > settings.participantsPerRoom()
        ? Optional.of(RoomFault.tooManyParticipants(settings.participantsPerRoom()))
        : Optional.empty();
  }

  /// Makes space by forgetting rooms that are over; nobody can join those any more.
  private Optional<RoomFault> noSpace(Instant now) {
    if (rooms.size() >= settings.limit()) {
      rooms.values().stream()
          .filter(room -> !now.isBefore(room.validUntil()))
          .toList()
          .forEach(this::forget);
    }
    return rooms.size() >= settings.limit()
        ? Optional.of(RoomFault.tooManyRooms(settings.limit()))
        : Optional.empty();
  }

  private synchronized Outcome change(String id, Function<Room, Outcome> change) {
    return switch (find(id)
        .map(change)
        .orElseGet(() -> new Outcome.Refused(RoomFault.unknownRoom()))) {
      case Outcome.Refused refused -> refused;
      case Outcome.Done(var room) -> new Outcome.Done(keep(room));
    };
  }

  /// A number as the service's: people read it out and phones dial it.
  private String newId() {
    String id;
    do {
      id = "99%07d%08d".formatted(ids.below(10_000_000), ids.below(100_000_000));
    } while (rooms.containsKey(id));
    return id;
  }

  private Room keep(Room room) {
    store.put(KIND, room.id(), room.bytes());
    remember(room);
    return room;
  }

  private void remember(Room room) {
    rooms.put(room.id(), room);
    room.madeBy().ifPresent(repeat -> idByRequest.put(repeat.requestId(), room.id()));
  }

  private void forget(Room room) {
    store.delete(KIND, room.id());
    rooms.remove(room.id());
    room.madeBy().ifPresent(repeat -> idByRequest.remove(repeat.requestId(), room.id()));
  }
}
