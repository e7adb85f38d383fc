package dev.vectide.testing.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Bad input out of good: bits flipped, pieces cut, doubled, moved and taken from other seeds, brackets nested deep, numbers at
 * their limits. The same seed gives the same inputs.
 *
 * <p>For use by one thread.
 */
final class Mutator {
    private static final int LARGEST = 1 << 16;
    private static final List<String> WORDS = List.of(
            "-1", "0", "2147483648", "-9223372036854775809", "1e999999999", "1e-999999999", "NaN", "null", "true", "\"\"", "[]",
            "{}",
            "\\ud800", "\u0000", "%00", "1970-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z", ",", ":", "\n", "&a", "*a",
            "<<", "!!java.net.URL", "a@b", "../");
    private static final int[] WIDE = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, 0x7fffff, 0xffff};

    private final List<byte[]> seeds;
    private final Random random;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = List.copyOf(seeds);
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] input = any();
        for (int steps = 1 + random.nextInt(6); steps > 0; steps--) {
            input = step(input);
        }
        return input;
    }

    private byte[] any() {
        return seeds.get(random.nextInt(seeds.size())).clone();
    }

    private byte[] step(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1 + random.nextInt(64)));
        return switch (random.nextInt(10)) {
            case 0 -> flipped(input);
            case 1 -> joined(input, at, new byte[0], to);
            case 2 -> joined(input, to, slice(input, at, to), to);
            case 3 -> joined(input, at, noise(1 + random.nextInt(8)), at);
            case 4 -> joined(input, at, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8), to);
            case 5 -> joined(input, at, tail(any()), input.length);
            case 6 -> joined(input, at, nested(), to);
            case 7 -> wide(input);
            case 8 -> joined(input, at, piece(any()), to);
            default -> slice(input, 0, at);
        };
    }

    private byte[] flipped(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    /** Lengths and counts of binary formats. */
    private byte[] wide(byte[] input) {
        if (input.length >= 4) {
            int at = random.nextInt(input.length - 3);
            int value = WIDE[random.nextInt(WIDE.length)];
            for (int i = 0; i < 4; i++) {
                input[at + i] = (byte) (value >>> (24 - 8 * i));
            }
        }
        return input;
    }

    private byte[] nested() {
        String open = List.of("[", "{\"a\":", "{\"must\":[", "- ", "(").get(random.nextInt(5));
        return open.repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 8000 : 20)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] tail(byte[] other) {
        return slice(other, random.nextInt(other.length + 1), other.length);
    }

    private byte[] piece(byte[] other) {
        int at = random.nextInt(other.length + 1);
        return slice(other, at, Math.min(other.length, at + random.nextInt(64)));
    }

    private static byte[] slice(byte[] input, int from, int to) {
        return java.util.Arrays.copyOfRange(input, from, Math.max(from, to));
    }

    /** {@code input} up to {@code end}, then {@code between}, then what is behind {@code again}. */
    private static byte[] joined(byte[] input, int end, byte[] between, int again) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, end);
        out.writeBytes(between);
        out.write(input, again, input.length - again);
        byte[] all = out.toByteArray();
        return all.length <= LARGEST ? all : slice(all, 0, LARGEST);
    }
}
