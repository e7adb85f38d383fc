package dev.vectide.core.space;

import java.util.HexFormat;

/** SHA-256 over what makes a vector space, as 64 hexadecimal digits: vectors of two fingerprints never meet. */
public record Fingerprint(String hex) {
    private static final int DIGITS = 64;

    public Fingerprint {
        if (!isSha256(hex)) {
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

    /** Every record that is read has one: a regular expression would take longer than the rest of its text. */
    private static boolean isSha256(String hex) {
        if (hex.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char digit = hex.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return hex;
    }
}
