package dev.vectide.local.story;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Proportions of the categories in the traffic.
 *
 * @param percent by category; they sum up to 100
 */
public record Mix(Map<String, Integer> percent) {
    public Mix {
        percent = Collections.unmodifiableMap(new LinkedHashMap<>(percent));
        int sum = percent.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != 100 || percent.values().stream().anyMatch(share -> share < 1)) {
            throw new IllegalArgumentException(
                    "a mix of " + percent + ": expected shares of 1 or more that sum up to 100");
        }
    }

    /** The category of an event; {@code uniform} is drawn from [0, 1). */
    String category(double uniform) {
        double left = 100 * uniform;
        String last = "";
        for (Map.Entry<String, Integer> share : percent.entrySet()) {
            last = share.getKey();
            left -= share.getValue();
            if (left < 0) {
                break;
            }
        }
        return last;
    }

    /** This, but with {@code share} per cent of {@code category}; the others make room alike, to whole per cents. */
    Mix with(String category, int share) {
        Map<String, Integer> mixed = new LinkedHashMap<>(percent);
        mixed.remove(category);
        int others = mixed.values().stream().mapToInt(Integer::intValue).sum();
        int before = 0;
        for (Map.Entry<String, Integer> one : mixed.entrySet()) {
            int after = before + one.getValue();
            one.setValue(rounded(after, share, others) - rounded(before, share, others));
            before = after;
        }
        mixed.put(category, share);
        return new Mix(mixed);
    }

    private static int rounded(int sum, int share, int others) {
        return (2 * sum * (100 - share) + others) / (2 * others);
    }

    @Override
    public String toString() {
        return percent.entrySet().stream()
                .map(share -> String.format(Locale.ROOT, "%s %d %%", share.getKey(), share.getValue()))
                .collect(Collectors.joining(", "));
    }
}
