package dev.vectide.core.space;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 over what makes a vector space, as 64 hexadecimal digits: vectors of two fingerprints never meet. */
public record Fingerprint(String hex) {
    private static final Pattern RULE = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (!RULE.matcher(hex).matches()) {
            throw new IllegalArgumentException("fingerprint '" + hex + "': expected 64 hexadecimal digits");
        }
    }

    public static Fingerprint of(byte[] sha256) {
        return new Fingerprint(HexFormat.of().formatHex(sha256));
    }

    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first eight digits, as topics and collections carry them. */
    public String short8() {
        return hex.substring(0, 8);
    }

    @Override
    public String toString() {
        return hex;
    }
}
