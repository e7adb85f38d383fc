package dev.vectide.monitor.flink;

import dev.vectide.monitor.stats.Sample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which segments of the traffic a document belongs to, by its attributes: {@code attribute=value}, for a list each of its
 * first values.
 *
 * @param attributes that count
 */
record Segments(List<String> attributes) implements Serializable {
    /** Values of one attribute of one document. */
    private static final int MOST = 4;

    private static final int LONGEST = 64;
    static final String[] NONE = {};

    Segments {
        attributes = List.copyOf(attributes);
    }

    String[] of(Map<String, Object> document) {
        if (attributes.isEmpty()) {
            return NONE;
        }
        List<String> segments = new ArrayList<>();
        for (String attribute : attributes) {
            Object value = document.get(attribute);
            if (value instanceof List<?> values) {
                values.stream().limit(MOST).forEach(one -> segments.add(segment(attribute, one)));
            } else if (value != null) {
                segments.add(segment(attribute, value));
            }
        }
        return segments.stream().distinct().toArray(String[]::new);
    }

    private static String segment(String attribute, Object value) {
        String text = String.valueOf(Sample.shorten(String.valueOf(value)));
        int end = Math.min(LONGEST, text.length());
        boolean torn = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return attribute + "=" + text.substring(0, torn ? end - 1 : end);
    }
}
