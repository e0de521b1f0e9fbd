# Building and starting the server; sourced by ./cordboard after bin/jdk.sh (POSIX sh).

# Succeeds when $1 is missing or anything among the other arguments is newer than it.
is_stale() {
  made=$1
  shift
  [ ! -f "$made" ] || [ -n "$(find "$@" -newer "$made" -print 2>/dev/null | head -n 1)" ]
}

# Packages the Maven project in folder $1 without its tests.
package_quietly() {
  command -v mvn >/dev/null 2>&1 || {
    echo "Cordboard builds with Maven 3.8 or newer: install it (for example: apt-get install maven)." >&2
    exit 2
  }
  # Maven's own libraries use what JDK 25 warns about. It colours even silence: seen only when it fails.
  mkdir -p "$1/target"
  (cd "$1" && MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" mvn -q -B -ntp -Dquick -Dmaven.test.skip=true -Dspotless.check.skip=true package) \
    >"$1/target/build.log" 2>&1 || {
    cat "$1/target/build.log" >&2
    echo "The build of $1 failed; what Maven says is above." >&2
    exit 2
  }
}

build_server() {
  if is_stale "$1/target/cordboard.jar" "$1/pom.xml" "$1/src/main"; then
    echo "Building Cordboard (first start, or its sources changed) ..." >&2
    rm -f "$1/target/cordboard.aot"
    package_quietly "$1"
    touch "$1/target/cordboard.jar"
  fi
  if is_stale "$1/target/cordboard.aot" "$1/target/cordboard.jar"; then
    train "$1"
  fi
}

# The Java application, and the JavaScript one where there is Node: the demo says when it is left out.
build_examples() {
  if is_stale "$1/first-call/target/first-call.jar" "$1/first-call/pom.xml" "$1/first-call/src"; then
    echo "Building the example application ..." >&2
    package_quietly "$1/first-call"
    touch "$1/first-call/target/first-call.jar"
  fi
  if command -v npm >/dev/null 2>&1 && is_stale "$1/steering/node_modules/.package-lock.json" "$1/steering/package-lock.json"; then
    (cd "$1/steering" && npm ci --no-progress --loglevel=error >/dev/null) ||
      echo "The SDK of the second example could not be fetched: it is left out." >&2
  fi
}

# Flags of every start. The heap starts small, gives memory back soon and stays within a quarter of
# the machine unless CORDBOARD_JAVA_OPTIONS says otherwise.
java_flags() {
  echo "-XX:+UseZGC -Xms32m -XX:ZUncommitDelay=10 -XX:MaxRAMPercentage=25" \
    "--enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8"
}

# Runs the server once, so that the JVM writes down which classes it loaded and linked (JEP 483, 514,
# 515). A failure costs only start time: it is said, and the server starts without.
train() {
  # shellcheck disable=SC2046
  "$JAVA_HOME/bin/java" $(java_flags) -XX:AOTCacheOutput="$1/target/cordboard.aot" \
    -jar "$1/target/cordboard.jar" train >"$1/target/train.log" 2>&1 || {
    echo "No start-up cache could be made (see target/train.log): starts will be slower." >&2
    : >"$1/target/cordboard.aot"
  }
}

run_server() {
  top=$1
  shift
  cache=$top/target/cordboard.aot
  # shellcheck disable=SC2046,SC2086
  if [ -s "$cache" ]; then
    exec "$JAVA_HOME/bin/java" $(java_flags) -XX:AOTCache="$cache" ${CORDBOARD_JAVA_OPTIONS:-} \
      -jar "$top/target/cordboard.jar" "$@"
  fi
  # shellcheck disable=SC2046,SC2086
  exec "$JAVA_HOME/bin/java" $(java_flags) ${CORDBOARD_JAVA_OPTIONS:-} -jar "$top/target/cordboard.jar" "$@"
}
