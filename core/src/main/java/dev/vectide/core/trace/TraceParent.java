package dev.vectide.core.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>: which trace something
 * belongs to, and which span of it is the parent.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param spanId 16 lower-case hexadecimal digits, not all 0
 * @param sampled whether the trace is recorded
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** A later version may append fields. */
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int SAMPLED = 1;

    /** Null where the header is missing or none by the specification: then there is no trace. */
    public static @Nullable TraceParent parse(@Nullable String header) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches()
                || form.group(1).equals("ff")
                || (form.group(1).equals("00") && form.group(5) != null)
                || isZero(form.group(2))
                || isZero(form.group(3))) {
            return null;
        }
        boolean sampled = (Integer.parseInt(form.group(4), 16) & SAMPLED) != 0;
        return new TraceParent(form.group(2), form.group(3), sampled);
    }

    /** Whether the header is of a trace that is recorded. */
    public static boolean isSampled(@Nullable String header) {
        TraceParent parsed = parse(header);
        return parsed != null && parsed.sampled;
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    /** As it goes into a header, of version 00. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
