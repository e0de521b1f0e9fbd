package dev.cordboard.sip.refer;

/// What becomes of a REFER that we have sent. Called on the SIP loop: never block in here.
///
/// The last call is exactly one of [#refused], [#finished] and [#lost]; it comes in bounded time,
/// and may come after the leg has ended (RFC 5057: the two do not depend on each other).
public interface ReferListener {
  /// The other side will try: 202, or a NOTIFY that has overtaken it.
  void accepted();

  /// It will not: a final refusal, 408 when nobody answered, 481 when there is no such dialog (any
  /// more), 491 when too many REFERs of ours are under way.
  void refused(int status);

  /// How far its call has come, 1xx.
  void progress(int status);

  /// What became of its call, 200 to 699.
  void finished(int status);

  /// It has said that it will try, and nothing more will be heard.
  void lost();
}
