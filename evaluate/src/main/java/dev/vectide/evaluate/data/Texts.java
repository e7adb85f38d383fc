package dev.vectide.evaluate.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts by the order in which they first came, each once. */
final class Texts {
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    int index(String text) {
        Integer next = indices.size();
        Integer known = indices.putIfAbsent(text, next);
        return known == null ? next : known;
    }

    List<String> list() {
        return List.copyOf(indices.keySet());
    }
}
