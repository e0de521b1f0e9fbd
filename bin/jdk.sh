# Finds a JDK 25 or newer and exports JAVA_HOME; sourced by ./cordboard and ./check (POSIX sh).

# Prints the feature version of the JDK in folder $1, or nothing. Its `release` file is asked first:
# starting javac to ask costs 0.3 s.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    return 0
  fi
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# Succeeds when folder $1 holds a JDK that is new enough.
jdk_fits() {
  version=$(jdk_version "$1") && [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=$(dirname "$(dirname "$on_path")")
  fi
  for candidate in "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -n "$candidate" ] && [ -d "$candidate" ] && jdk_fits "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

if ! find_jdk; then
  echo "Cordboard needs a JDK 25 or newer and found none (looked at JAVA_HOME, the PATH and the usual folders)." >&2
  echo "Get one from https://adoptium.net (Temurin 25), then set JAVA_HOME to its folder." >&2
  exit 2
fi
