package dev.vectide.indexer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.indexer.json.Part;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Values of payloads and conditions in a form in which equal ones are equal: 5.0 and 5 are both the Long 5. */
public final class Values {
    /** 2^63, the first double beyond a long. */
    private static final double BEYOND = 0x1p63;

    private Values() {}

    /** A text, a number, true or false of a condition. */
    static Object read(Part part) {
        JsonNode node = part.node();
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return number(part);
        }
        throw part.refused("expected a text, a number, true or false, not " + part.shown());
    }

    /** A finite number, Long where it is whole and fits. */
    static Number number(Part part) {
        JsonNode node = part.node();
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw part.refused("expected a finite number, not " + part.shown());
        }
        return (Number) canonical(node.doubleValue());
    }

    /** The same value, as a Long where it is a whole number that fits. */
    public static Object canonical(Object value) {
        if (value instanceof Double number) {
            double d = number;
            return d == Math.rint(d) && d >= -BEYOND && d < BEYOND ? (Object) (long) d : value;
        }
        return value;
    }

    /** Exact, also where one is a Long and one a Double. */
    static int compare(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x, y);
        }
        return decimal(a).compareTo(decimal(b));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
    }

    /**
     * The instant that a text in RFC 3339 names, in UTC where it has no offset, the day's begin where it has no time;
     * or null.
     */
    static @Nullable Instant time(String text) {
        // Most texts are no times: an exception for each would be slow.
        if (text.length() < 10 || text.length() > 40 || !Character.isDigit(text.charAt(0)) || text.charAt(4) != '-') {
            return null;
        }
        try {
            String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return hasOffset(iso)
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasOffset(String iso) {
        String clock = iso.substring(10);
        return clock.endsWith("Z") || clock.endsWith("z") || clock.indexOf('+') >= 0 || clock.indexOf('-') >= 0;
    }
}
