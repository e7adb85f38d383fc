package dev.vectide.monitor.drift;

/**
 * Where a vector lies in a {@link Baseline}: computed once a vector, added up by {@link Summary}.
 *
 * @param cluster index of the nearest cluster of the reference
 * @param far whether its nearest neighbours there are further away than those of most of the reference's own
 */
public record Mark(int cluster, boolean far) {}
