package dev.vectide.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 512KiB}. */
public record Size(long bytes) {
    private static final Pattern RULE = Pattern.compile("(\\d{1,9})\\s*(b|kib|mib|gib)");
    private static final Map<String, Integer> SHIFTS = Map.of("b", 0, "kib", 10, "mib", 20, "gib", 30);

    @JsonCreator
    public static Size parse(String text) {
        Matcher matcher = RULE.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 512KiB, 8MiB or 1GiB");
        }
        return new Size(Long.parseLong(matcher.group(1)) << Objects.requireNonNull(SHIFTS.get(matcher.group(2))));
    }

    public int toInt() {
        return Math.toIntExact(bytes);
    }

    @JsonValue
    @Override
    public String toString() {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            int shift = Objects.requireNonNull(SHIFTS.get(unit.toLowerCase(Locale.ROOT)));
            if (bytes > 0 && bytes % (1L << shift) == 0) {
                return (bytes >> shift) + unit;
            }
        }
        return bytes + "B";
    }
}
