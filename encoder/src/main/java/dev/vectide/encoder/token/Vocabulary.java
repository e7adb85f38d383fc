package dev.vectide.encoder.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Pieces of words with their ids, looked up by bytes where they lie. Only pieces of ASCII are in it.
 *
 * <p>Immutable.
 */
final class Vocabulary {
    static final int NONE = -1;

    private static final long START = 0xcbf29ce484222325L;
    private static final long CONTINUED = 0x84222325cbf29ceL;
    private static final long PRIME = 0x100000001b3L;

    /** All pieces, one after another, without the prefix of those that continue a word. */
    private final byte[] bytes;
    /** By slot, a power of two of them, at most half of them taken: where the piece begins, and where it ends; 0 and 0 if free. */
    private final int[] from;
    private final int[] to;
    private final int[] ids;
    private final boolean[] continued;
    private final int longest;

    /**
     * @param pieces ids by piece
     * @param prefix of pieces that continue a word, such as {@code ##}
     */
    Vocabulary(Map<String, Integer> pieces, String prefix) {
        int slots = Integer.highestOneBit(Math.max(1, pieces.size())) * 4;
        this.from = new int[slots];
        this.to = new int[slots];
        this.ids = new int[slots];
        this.continued = new boolean[slots];
        byte[] all = new byte[1 + pieces.keySet().stream().mapToInt(String::length).sum()];
        int end = 1; // A piece at 0 would look like a free slot.
        int most = 0;
        for (Map.Entry<String, Integer> piece : pieces.entrySet()) {
            boolean continues = piece.getKey().startsWith(prefix);
            String text = continues ? piece.getKey().substring(prefix.length()) : piece.getKey();
            if (text.isEmpty() || text.chars().anyMatch(c -> c >= 0x80)) {
                continue;
            }
            int begin = end;
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, all, begin, text.length());
            end += text.length();
            most = Math.max(most, text.length());
            int slot = slot(hash(all, begin, end, continues));
            while (to[slot] != 0) {
                slot = slot + 1 & slots - 1;
            }
            from[slot] = begin;
            to[slot] = end;
            ids[slot] = piece.getValue();
            continued[slot] = continues;
        }
        this.bytes = Arrays.copyOf(all, end);
        this.longest = most;
    }

    /** Bytes of the longest piece. */
    int longest() {
        return longest;
    }

    /** What {@link #hash(long, byte)} begins with. */
    static long hash(boolean continues) {
        return continues ? CONTINUED : START;
    }

    /** The hash of one byte more. */
    static long hash(long hash, byte next) {
        return (hash ^ next) * PRIME;
    }

    private static long hash(byte[] text, int begin, int end, boolean continues) {
        long hash = hash(continues);
        for (int i = begin; i < end; i++) {
            hash = hash(hash, text[i]);
        }
        return hash;
    }

    /**
     * The id of {@code text[begin, end)}, or {@link #NONE}.
     *
     * @param continues whether it stands behind another piece of its word
     * @param hash of it
     */
    int find(byte[] text, int begin, int end, boolean continues, long hash) {
        int slot = slot(hash);
        while (to[slot] != 0) {
            if (continued[slot] == continues && Arrays.equals(bytes, from[slot], to[slot], text, begin, end)) {
                return ids[slot];
            }
            slot = slot + 1 & from.length - 1;
        }
        return NONE;
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & from.length - 1;
    }
}
