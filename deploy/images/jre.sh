#!/bin/sh
# The Java runtime of the images, at $1: what the roles use of the JDK that JAVA_HOME names, or the one on the path.
set -eu
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
"$jlink" --add-modules java.se,jdk.unsupported,jdk.management,jdk.management.agent,jdk.net,jdk.zipfs,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.security.auth,jdk.security.jgss,jdk.naming.dns,jdk.charsets,jdk.localedata,jdk.jfr,jdk.jcmd,jdk.attach,jdk.httpserver,jdk.incubator.vector \
    --strip-java-debug-attributes --no-man-pages --no-header-files --output "$1"
"$1/bin/java" -Xshare:dump -XX:+UseSerialGC > /dev/null # Starts in half the time, which health checks do often.
