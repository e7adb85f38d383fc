package dev.vectide.monitor.stats;

/** Seeded 64-bit hashes that choose samples: equal inputs, equal choice, on every machine and in every order. */
public final class Hashes {
    private Hashes() {}

    /** Hash of a document id. */
    public static long of(long seed, String document) {
        long hash = mix(seed ^ 0x9e3779b97f4a7c15L);
        for (int i = 0; i < document.length(); i++) {
            hash = (hash ^ document.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return mix(hash + document.length());
    }

    /** Hash of one version of a document. */
    public static long of(long seed, String document, long offset) {
        return mix(of(seed, document) + 0x9e3779b97f4a7c15L * (offset + 1));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection whose output bits look random. */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
