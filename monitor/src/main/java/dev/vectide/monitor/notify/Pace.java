package dev.vectide.monitor.notify;

import java.time.Duration;

/**
 * How often a receiver is told.
 *
 * @param patience how long the first news of a stream wait for others
 * @param interval between two messages about one stream
 * @param repeat after which it is told again of what still fires
 * @param coolDown how long, after it was told that an incident is over, it is not told of another with the same stream, space
 *     and detector
 * @param keepsAlive whether it takes an alert that is not repeated for resolved: then what it was told is repeated even while
 *     it is silenced, acknowledged or inhibited
 */
public record Pace(Duration patience, Duration interval, Duration repeat, Duration coolDown, boolean keepsAlive) {}
