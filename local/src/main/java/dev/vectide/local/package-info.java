/**
 * The whole system in one JVM: Kafka's own broker with its data in a directory, every role, one HTTP port. {@link
 * dev.vectide.local.LocalSystem} starts and stops it; {@link dev.vectide.local.Role} starts one role alone.
 * {@code http} has the server and the page.
 */
@NullMarked
package dev.vectide.local;

import org.jspecify.annotations.NullMarked;
