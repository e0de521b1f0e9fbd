package dev.cordboard.call.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Changed copies of immutable lists, and what is in them.
final class Lists {
  private Lists() {}

  static <T> List<T> plus(List<T> all, T another) {
    var more = new ArrayList<T>(all.size() + 1);
    more.addAll(all);
    more.add(another);
    return more;
  }

  static <T> List<T> minus(List<T> all, T one) {
    var fewer = new ArrayList<>(all);
    fewer.remove(one);
    return fewer;
  }

  static <T> List<T> replace(List<T> all, T known, T now) {
    var changed = new ArrayList<>(all);
    changed.set(changed.indexOf(known), now);
    return changed;
  }

  static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
    for (T each : all) {
      if (wanted.test(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static <T> List<T> all(List<T> all, Predicate<T> wanted) {
    var found = new ArrayList<T>(all.size());
    for (T each : all) {
      if (wanted.test(each)) {
        found.add(each);
      }
    }
    return found;
  }
}
