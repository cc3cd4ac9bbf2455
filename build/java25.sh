# Finds a JDK of 25 or newer without starting one; sourced by the scripts that need it. Sets java.

# Sets java to $1/bin/java if that is a JDK of 25 or newer; reads the file "release", starts nothing.
use_home() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}; value=${value%%[!0-9]*}
      [ "${value:-0}" -ge 25 ] || return 1
      java=$1/bin/java
      return 0
    fi
  done <"$1/release"
  return 1
}
find_java() {
  if [ -n "$TURSO_JAVA" ]; then # a JDK's folder or its java program
    case $TURSO_JAVA in */bin/java) set -- "${TURSO_JAVA%/bin/java}" ;; *) set -- "$TURSO_JAVA" ;; esac
    use_home "$1" && return
    echo "${0##*/}: TURSO_JAVA=$TURSO_JAVA is no JDK 25 or newer" >&2
    exit 1
  fi
  [ -n "$JAVA_HOME" ] && use_home "$JAVA_HOME" && return
  onpath=$(command -v java) && onpath=$(readlink -f "$onpath" 2>/dev/null || echo "$onpath") &&
    home=${onpath%/bin/java} && {
      use_home "$home" && return
      for sibling in "${home%/*}"/*; do use_home "$sibling" && return; done
    }
  for home in /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
    use_home "$home" && return
  done
  echo "${0##*/}: needs a JDK 25 or newer; set TURSO_JAVA or JAVA_HOME to its folder" >&2
  exit 1
}
